using System.Text.Json.Nodes;

namespace HedgeFlow.Tests.State;

/// <summary>Every key of a schema as a path with its type: <c>nav.aum.total number|null</c>, rows as <c>items[].symbol</c>, maps as <c>per_symbol{}</c>.</summary>
internal static class SchemaPaths
{
    public static SortedSet<string> Of(JsonNode? schema)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Walk(schema, "", paths);
        return paths;
    }

    private static void Walk(JsonNode? node, string path, SortedSet<string> paths)
    {
        if (node is not JsonObject schema)
        {
            return;
        }

        foreach (JsonNode? branch in schema["anyOf"] as JsonArray ?? [])
        {
            Walk(branch, path, paths);
        }

        var required = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet();
        foreach (KeyValuePair<string, JsonNode?> property in schema["properties"] as JsonObject ?? [])
        {
            string name = path.Length == 0 ? property.Key : $"{path}.{property.Key}";
            paths.Add($"{name} {Type(property.Value)}{(required.Contains(property.Key) ? "" : " optional")}");
            Walk(property.Value, name, paths);
        }

        Walk(schema["items"], path + "[]", paths);
        Walk(schema["additionalProperties"], path + "{}", paths);
    }

    private static string Type(JsonNode? schema) => schema is JsonObject map
        ? map["type"] switch
        {
            JsonArray types => string.Join('|', types.Select(type => type!.GetValue<string>())),
            JsonValue type => type.GetValue<string>(),
            _ => map.ContainsKey("enum") ? "enum" : "any",
        }
        : "any";
}
