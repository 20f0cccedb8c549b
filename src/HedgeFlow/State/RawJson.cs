using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// A JSON value that is encoded already, so that what did not change since the previous tick, or stands in a file several
/// times, costs one copy of its bytes. The default value is null.
/// </summary>
/// <param name="Utf8">One complete JSON value, compact; never changed afterwards.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary><c>[]</c>.</summary>
    public static RawJson EmptyArray { get; } = new("[]"u8.ToArray());

    /// <summary>Encodes a value by its source-generated contract.</summary>
    public static RawJson Of<T>(T value, JsonTypeInfo<T> typeInfo) => new(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));

    /// <summary>Encodes a foreign value with non-finite numbers as null; null gives the default value.</summary>
    public static RawJson Of(JsonNode? node)
    {
        if (node is null)
        {
            return default;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, OutputJson.WriterOptions))
        {
            JsonNodeWriter.Write(writer, node);
        }

        return new RawJson(stream.ToArray());
    }

    /// <summary>The value as a node.</summary>
    public JsonNode? ToNode() => Utf8.IsEmpty ? null : JsonNodes.Parse(Utf8.Span);

    /// <summary>Puts the value where the writer stands.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Utf8.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(Utf8.Span, skipInputValidation: true);
        }
    }

    /// <summary>Equal bytes are equal values.</summary>
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }
}
