using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HedgeFlow.Serialization;

/// <summary>
/// Writes an object that never changes and is published many times from the bytes of its first time. Any thread.
/// </summary>
public sealed class EncodedOnceConverter<T> : JsonConverter<T>
    where T : class
{
    private readonly ConditionalWeakTable<T, byte[]> _known = [];

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(options);
        if (!_known.TryGetValue(value, out byte[]? bytes))
        {
            using var buffer = new PooledBufferWriter();
            using (var inner = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
            {
                JsonSerializer.Serialize(inner, value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
            }

            bytes = buffer.WrittenSpan.ToArray();
            _known.TryAdd(value, bytes);
        }

        writer.WriteRawValue(bytes, skipInputValidation: true);
    }
}
