using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance;

/// <summary>One file of vectors: an area, a function and its cases.</summary>
internal sealed record VectorFile(string Name, string Path)
{
    /// <summary>Folder of the vectors: <c>HEDGEFLOW_VECTORS</c>, else the repository's own.</summary>
    public static string Root =>
        Environment.GetEnvironmentVariable("HEDGEFLOW_VECTORS") is { Length: > 0 } root
            ? System.IO.Path.GetFullPath(root, Support.Repository.Root)
            : System.IO.Path.Combine(Support.Repository.Root, "tests", "HedgeFlow.Tests", "vectors");

    public static IReadOnlyList<VectorFile> All() =>
        [.. Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories)
            .Select(path => new VectorFile(System.IO.Path.ChangeExtension(System.IO.Path.GetRelativePath(Root, path), null).Replace('\\', '/'), path))
            .OrderBy(file => file.Name, StringComparer.Ordinal)];

    public JsonArray Cases() => (JsonArray)JsonNodes.Parse(File.ReadAllBytes(Path))!;

    /// <summary>A case's input with the texts NaN, Infinity and -Infinity as the doubles that they stand for.</summary>
    public static JsonNode? Input(JsonObject @case) => WithDoubles(@case["input"]);

    private static JsonNode? WithDoubles(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                var copy = new JsonObject();
                foreach (KeyValuePair<string, JsonNode?> member in map)
                {
                    copy[member.Key] = WithDoubles(member.Value);
                }

                return copy;
            case JsonArray array:
                var items = new JsonArray();
                foreach (JsonNode? item in array)
                {
                    items.Add(WithDoubles(item));
                }

                return items;
            default:
                return Coerce.Text(node) switch
                {
                    "NaN" => JsonValue.Create(double.NaN),
                    "Infinity" => JsonValue.Create(double.PositiveInfinity),
                    "-Infinity" => JsonValue.Create(double.NegativeInfinity),
                    _ => node?.DeepClone(),
                };
        }
    }
}
