using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages;

/// <summary>
/// A document that a stage built, as the stages behind it and the writers get it: encoded once, and read as nodes only when somebody
/// asks, because for most builds nobody does. Thread-safe; many frames share it.
/// </summary>
public sealed class StageDocument
{
    private readonly Lazy<JsonObject> _node;

    private StageDocument(RawJson encoded)
    {
        Encoded = encoded;
        _node = new Lazy<JsonObject>(() => (JsonObject)encoded.ToNode()!);
    }

    /// <summary>A document that is held as nodes already; nobody changes it any more.</summary>
    public StageDocument(JsonObject node)
    {
        ArgumentNullException.ThrowIfNull(node);
        Encoded = RawJson.Of(node);
        _node = new Lazy<JsonObject>(node);
    }

    /// <summary>The bytes, as every output has them.</summary>
    public RawJson Encoded { get; }

    /// <summary>The document, complete and never changed.</summary>
    public JsonObject Node => _node.Value;

    /// <summary>Encodes a value whose contract is an object.</summary>
    public static StageDocument Of<T>(T value, JsonTypeInfo<T> type) => new(RawJson.Of(value, type));

    /// <summary>The document as a part of another one: its bytes are copied when that one is written.</summary>
    public JsonNode AsPart() => EncodedPart.Create(Encoded.Utf8);
}
