using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HedgeFlow.Serialization;

/// <summary>As <see cref="BlockConverter{T}"/>, for a map that is mostly empty; order is the map's.</summary>
public sealed class BlockMapConverter<T> : JsonConverter<IReadOnlyDictionary<string, T>>
{
    public override IReadOnlyDictionary<string, T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var contract = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var map = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("a map is an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            map[name] = JsonSerializer.Deserialize(ref reader, contract)!;
        }

        return map;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        writer.WriteStartObject();
        if (value.Count > 0)
        {
            var contract = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            foreach (KeyValuePair<string, T> member in value)
            {
                writer.WritePropertyName(member.Key);
                JsonSerializer.Serialize(writer, member.Value, contract);
            }
        }

        writer.WriteEndObject();
    }
}
