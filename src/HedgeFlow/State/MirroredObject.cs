using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// An input object that a surface repeats as it was: a foreign JSON object, or a record of our own written by its own
/// contract. Nothing is copied; numbers that no file may show are put right as they are written: non-finite (null) and −0 (0).
/// </summary>
[JsonConverter(typeof(MirroredObjectConverter))]
public readonly struct MirroredObject : IEquatable<MirroredObject>
{
    private static readonly JsonObject NoMembers = [];

    private readonly object? _value;
    private readonly JsonTypeInfo? _typeInfo;

    private MirroredObject(object? value, JsonTypeInfo? typeInfo)
    {
        _value = value;
        _typeInfo = typeInfo;
    }

    /// <summary><c>{}</c>.</summary>
    public static MirroredObject Empty { get; } = new(NoMembers, null);

    /// <summary>A foreign object, which nobody changes any more; anything but an object is null.</summary>
    public static MirroredObject Of(JsonNode? node) => node is JsonObject map ? new MirroredObject(map, null) : default;

    /// <summary>A record of our own.</summary>
    public static MirroredObject Of<T>(T value, JsonTypeInfo<T> typeInfo)
        where T : class => new(value, typeInfo);

    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (_value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject map:
                JsonNodeWriter.Write(writer, map);
                break;
            default:
                JsonSerializer.Serialize(writer, _value, _typeInfo!);
                break;
        }
    }

    public bool Equals(MirroredObject other) => ReferenceEquals(_value, other._value) || Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is MirroredObject other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode() ?? 0;

    public static bool operator ==(MirroredObject left, MirroredObject right) => left.Equals(right);

    public static bool operator !=(MirroredObject left, MirroredObject right) => !left.Equals(right);
}
