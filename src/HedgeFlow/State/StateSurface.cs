using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>One file of <c>logs/state/</c>: its name and how its payload becomes JSON.</summary>
public abstract class StateSurface(string name, string file)
{
    /// <summary>Key of the surface in the manifest, for example <c>nav</c>.</summary>
    public string Name { get; } = name;

    /// <summary>File name under the state folder, for example <c>nav.json</c>.</summary>
    public string File { get; } = file;

    /// <summary>Contract of the payload: its members, their order and types; null when the payload is a free document.</summary>
    public virtual JsonTypeInfo? Contract => null;

    /// <summary>Writes <paramref name="payload"/> as one JSON value.</summary>
    public abstract void Write(Utf8JsonWriter writer, object payload);
}

/// <summary>
/// A surface whose payload is <typeparamref name="T"/>, written by its source-generated contract. A
/// <see cref="JsonNode"/> or a <see cref="RawJson"/> of the same shape is written as it is (mirrors, republished documents).
/// </summary>
public sealed class StateSurface<T>(string name, string file, JsonTypeInfo<T> typeInfo) : StateSurface(name, file)
    where T : notnull
{
    public JsonTypeInfo<T> TypeInfo { get; } = typeInfo;

    public override JsonTypeInfo Contract => TypeInfo;

    public override void Write(Utf8JsonWriter writer, object payload)
    {
        switch (payload)
        {
            case T typed:
                JsonSerializer.Serialize(writer, typed, TypeInfo);
                break;
            case RawJson raw:
                raw.WriteTo(writer);
                break;
            case JsonNode node:
                JsonNodeWriter.Write(writer, node);
                break;
            default:
                throw new ArgumentException($"{File}: a payload of type {payload?.GetType().Name} does not fit", nameof(payload));
        }
    }

    /// <summary>This surface with a payload, ready to be added to a frame.</summary>
    public SurfaceWrite With(T payload) => new(this, payload);

    /// <summary>This surface with a payload that is encoded already.</summary>
    public SurfaceWrite With(RawJson payload) => new(this, payload);

    /// <summary>This surface with a document that nobody changes any more.</summary>
    public SurfaceWrite With(JsonNode payload) => new(this, payload);
}
