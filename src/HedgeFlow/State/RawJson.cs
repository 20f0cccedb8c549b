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
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly IJsonSource? _source;

    /// <param name="utf8">One complete JSON value, compact; never changed afterwards.</param>
    public RawJson(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>The value of <paramref name="source"/> as it is when it is written: not to be kept beyond the tick.</summary>
    public RawJson(IJsonSource source) => _source = source;

    /// <summary>The encoded value.</summary>
    public ReadOnlyMemory<byte> Utf8 => _source is null ? _utf8 : _source.Encoded();

    /// <summary>True when the bytes are this value's own and never change.</summary>
    internal bool IsFixed => _source is null;

    /// <summary><c>[]</c>.</summary>
    public static RawJson EmptyArray { get; } = new("[]"u8.ToArray());

    /// <summary><c>{}</c>.</summary>
    public static RawJson EmptyObject { get; } = new("{}"u8.ToArray());

    /// <summary>
    /// Encodes a value by its source-generated contract, escaped as every output is: a character that is escaped without need would
    /// make the redaction rewrite the whole document.
    /// </summary>
    public static RawJson Of<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        using var buffer = new PooledBufferWriter();
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
        {
            JsonSerializer.Serialize(writer, value, typeInfo);
        }

        return new RawJson(buffer.WrittenSpan.ToArray());
    }

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
        ReadOnlyMemory<byte> utf8 = Utf8;
        if (utf8.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else if (_source is null || !SplicedParts.TryAdd(writer, utf8))
        {
            writer.WriteRawValue(utf8.Span, skipInputValidation: true);
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
