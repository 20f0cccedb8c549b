using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>
/// Firestore's typed values. Integers are texts and stay exact; an array inside an array, which Firestore has not, is written as
/// <c>{"v":[…]}</c>; NaN and infinities are null. Source: services contract, remote documents.
/// </summary>
public static class FirestoreValues
{
    /// <summary>The field that holds an inner array.</summary>
    public const string InnerArray = "v";

    /// <summary>Writes the members of a document or map as typed values.</summary>
    public static void WriteFields(Utf8JsonWriter writer, JsonObject map)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(map);
        writer.WriteStartObject("fields"u8);
        for (int i = 0; i < map.Count; i++)
        {
            KeyValuePair<string, JsonNode?> member = map.GetAt(i);
            if (IsFieldName(member.Key))
            {
                writer.WritePropertyName(member.Key);
                Write(writer, member.Value, inArray: false);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The plain values of typed fields. Inner arrays are arrays again.</summary>
    public static JsonObject ReadFields(JsonElement fields)
    {
        var map = new JsonObject();
        if (fields.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in fields.EnumerateObject())
            {
                map[field.Name] = Read(field.Value, inArray: false);
            }
        }

        return map;
    }

    /// <summary>False for names that Firestore refuses: empty, or between double underscores.</summary>
    public static bool IsFieldName(string name) =>
        name is { Length: > 0 } && !(name.Length >= 4 && name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal));

    /// <summary>A field name as a mask has it: quoted unless it is a plain identifier.</summary>
    public static string MaskName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool plain = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return plain ? name : $"`{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}`";
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node, bool inArray)
    {
        writer.WriteStartObject();
        switch (node)
        {
            case null:
                writer.WriteNull("nullValue"u8);
                break;
            case JsonObject map:
                writer.WriteStartObject("mapValue"u8);
                WriteFields(writer, map);
                writer.WriteEndObject();
                break;
            case JsonArray array when inArray:
                writer.WriteStartObject("mapValue"u8);
                writer.WriteStartObject("fields"u8);
                writer.WriteStartObject(InnerArray);
                WriteArray(writer, array);
                writer.WriteEndObject();
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case JsonArray array:
                WriteArray(writer, array);
                break;
            default:
                WriteScalar(writer, (JsonValue)node);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, JsonArray array)
    {
        writer.WriteStartObject("arrayValue"u8);
        writer.WriteStartArray("values"u8);
        for (int i = 0; i < array.Count; i++)
        {
            Write(writer, array[i], inArray: true);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter writer, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean("booleanValue"u8, value.GetValueKind() == JsonValueKind.True);
                break;
            case JsonValueKind.Number when value.TryGetValue(out long integer):
                writer.WriteString("integerValue"u8, integer.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.Number when value.TryGetValue(out int integer):
                writer.WriteString("integerValue"u8, integer.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.Number when Coerce.JsonNumber(value) is { } number:
                writer.WriteNumber("doubleValue"u8, number + 0.0);
                break;
            case JsonValueKind.String when value.TryGetValue(out DateTimeOffset time) && !value.TryGetValue(out string? _):
                writer.WriteString("timestampValue"u8, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String when value.TryGetValue(out string? text):
                writer.WriteString("stringValue"u8, text);
                break;
            default:
                writer.WriteNull("nullValue"u8);
                break;
        }
    }

    private static JsonNode? Read(JsonElement typed, bool inArray)
    {
        if (typed.ValueKind != JsonValueKind.Object || !typed.EnumerateObject().Any())
        {
            return null;
        }

        JsonProperty value = typed.EnumerateObject().First();
        switch (value.Name)
        {
            case "booleanValue":
                return JsonValue.Create(value.Value.GetBoolean());
            case "integerValue":
                return JsonValue.Create(ReadInteger(value.Value));
            case "doubleValue":
                // The REST form of a double that JSON has no number for is a text.
                return value.Value.ValueKind == JsonValueKind.Number ? JsonValue.Create(value.Value.GetDouble()) : null;
            case "stringValue" or "timestampValue" or "referenceValue" or "bytesValue":
                return JsonValue.Create(value.Value.GetString());
            case "arrayValue":
                var array = new JsonArray();
                if (value.Value.TryGetProperty("values", out JsonElement items))
                {
                    foreach (JsonElement item in items.EnumerateArray())
                    {
                        array.Add(Read(item, inArray: true));
                    }
                }

                return array;
            case "mapValue":
                JsonObject map = value.Value.TryGetProperty("fields", out JsonElement fields) ? ReadFields(fields) : [];
                if (inArray && map is { Count: 1 } && map[InnerArray] is JsonArray inner)
                {
                    map.Remove(InnerArray);
                    return inner;
                }

                return map;
            default:
                return null;
        }
    }

    private static long ReadInteger(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetInt64()
        : long.Parse(value.GetString() ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
