using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HedgeFlow.State;

/// <summary>One file of <c>logs/state/</c>: its name and how its payload becomes JSON.</summary>
public abstract class StateSurface(string name, string file)
{
    /// <summary>Key of the surface in the manifest, for example <c>nav</c>.</summary>
    public string Name { get; } = name;

    /// <summary>File name under the state folder, for example <c>nav.json</c>.</summary>
    public string File { get; } = file;

    /// <summary>Writes <paramref name="payload"/> as one JSON value.</summary>
    public abstract void Write(Utf8JsonWriter writer, object payload);
}

/// <summary>A surface whose payload is <typeparamref name="T"/>, written by its source-generated contract.</summary>
public sealed class StateSurface<T>(string name, string file, JsonTypeInfo<T> typeInfo) : StateSurface(name, file)
    where T : notnull
{
    public JsonTypeInfo<T> TypeInfo { get; } = typeInfo;

    public override void Write(Utf8JsonWriter writer, object payload) => JsonSerializer.Serialize(writer, (T)payload, TypeInfo);

    /// <summary>This surface with a payload, ready to be added to a frame.</summary>
    public SurfaceWrite With(T payload) => new(this, payload);
}
