using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance.Intel;

/// <summary>How the vectors of this area write files and lines: an object is parsed content, a text is the raw content, null is absent.</summary>
internal static class VectorInputs
{
    public static IEnumerable<string> Lines(JsonNode? lines) =>
        (lines as JsonArray ?? []).Select(line => Coerce.Text(line) ?? line?.ToJsonString() ?? "null");

    public static JsonNode? File(JsonNode? file) => Coerce.Text(file) is { } raw ? JsonNodes.TryParse(raw, out _) : file;

    public static JsonObject? Object(JsonNode? input, string name) => input?[name] as JsonObject;
}
