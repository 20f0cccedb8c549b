using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// Checks a document against a schema of <see cref="SurfaceSchema"/>: the keywords those use, nothing more
/// (type, enum, properties, required, additionalProperties, items, anyOf).
/// </summary>
public static class SchemaCheck
{
    /// <summary>Violations as <c>path: what is wrong</c>, at most <paramref name="limit"/>; none when the document fits.</summary>
    public static IReadOnlyList<string> Violations(JsonNode schema, JsonNode? document, int limit = 20)
    {
        var found = new List<string>();
        Check(schema, document, "$", found, limit);
        return found;
    }

    private static void Check(JsonNode? node, JsonNode? value, string path, List<string> found, int limit)
    {
        if (found.Count >= limit || node is not JsonObject schema)
        {
            if (node is JsonValue allowed && allowed.TryGetValue(out bool any) && !any)
            {
                found.Add($"{path}: not expected");
            }

            return;
        }

        if (schema["anyOf"] is JsonArray branches)
        {
            AnyOf(branches, value, path, found, limit);
        }

        if (schema["type"] is { } type && !Fits(type, value))
        {
            found.Add($"{path}: expected {Describe(type)}, found {Kind(value)}");
            return;
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            found.Add($"{path}: not one of {words.ToJsonString()}");
        }

        switch (value)
        {
            case JsonObject map:
                CheckObject(schema, map, path, found, limit);
                break;
            case JsonArray list:
                for (int i = 0; i < list.Count && found.Count < limit; i++)
                {
                    Check(schema["items"], list[i], $"{path}[{i}]", found, limit);
                }

                break;
        }
    }

    private static void CheckObject(JsonObject schema, JsonObject map, string path, List<string> found, int limit)
    {
        foreach (JsonNode? name in schema["required"] as JsonArray ?? [])
        {
            if (found.Count < limit && !map.ContainsKey((string)name!))
            {
                found.Add($"{path}.{(string)name!}: missing");
            }
        }

        var properties = schema["properties"] as JsonObject;
        foreach (KeyValuePair<string, JsonNode?> member in map)
        {
            JsonNode? rule = properties is not null && properties.TryGetPropertyValue(member.Key, out JsonNode? own) ? own : schema["additionalProperties"];
            Check(rule, member.Value, $"{path}.{member.Key}", found, limit);
        }
    }

    /// <summary>Reports the branch whose root type fits, else the first.</summary>
    private static void AnyOf(JsonArray branches, JsonNode? value, string path, List<string> found, int limit)
    {
        List<string>? closest = null;
        foreach (JsonNode? branch in branches)
        {
            var own = new List<string>();
            Check(branch, value, path, own, limit);
            if (own.Count == 0)
            {
                return;
            }

            bool sameRoot = branch?["type"] is not { } type || Fits(type, value);
            closest = closest is null || sameRoot ? own : closest;
        }

        found.AddRange(closest ?? []);
    }

    private static bool Fits(JsonNode type, JsonNode? value) =>
        type is JsonArray types ? types.Any(one => FitsWord((string)one!, value)) : FitsWord((string)type!, value);

    private static bool FitsWord(string type, JsonNode? value) => (type, Kind(value)) switch
    {
        ("integer", "number") => Coerce.Integer(value) is not null || (Coerce.JsonNumber(value) is { } number && Math.Floor(number) == number),
        var (wanted, kind) => wanted == kind,
    };

    private static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "number",
    };

    private static string Describe(JsonNode type) => type is JsonArray types ? string.Join(" or ", types.Select(one => (string)one!)) : (string)type!;
}
