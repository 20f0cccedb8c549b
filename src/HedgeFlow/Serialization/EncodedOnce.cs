using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HedgeFlow.Serialization;

/// <summary>Encodes and redacts objects that never change, each once in its life, as long as somebody else holds it. One thread.</summary>
/// <param name="contract">How a value is written.</param>
/// <param name="redactor">Takes the secrets out.</param>
internal sealed class EncodedOnce<T>(JsonTypeInfo<T> contract, Redactor redactor)
    where T : class
{
    private readonly ConditionalWeakTable<T, byte[]> _known = [];

    public ReadOnlySpan<byte> Of(T value)
    {
        if (_known.TryGetValue(value, out byte[]? bytes))
        {
            return bytes;
        }

        using var buffer = new PooledBufferWriter();
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
        {
            JsonSerializer.Serialize(writer, value, contract);
        }

        bytes = redactor.Clean(buffer.WrittenSpan);
        _known.Add(value, bytes);
        return bytes;
    }
}
