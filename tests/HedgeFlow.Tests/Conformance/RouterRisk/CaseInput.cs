using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance.RouterRisk;

/// <summary>Reads the members of a case's input.</summary>
internal static class CaseInput
{
    public static double? Number(this JsonNode? input, string key) => Coerce.Number(input?[key]);

    public static string? Text(this JsonNode? input, string key) => Coerce.Text(input?[key]);

    public static bool Flag(this JsonNode? input, string key) => Coerce.Flag(input?[key]);

    public static JsonObject? Map(this JsonNode? input, string key) => input?[key] as JsonObject;

    public static IReadOnlyList<JsonObject> Rows(this JsonNode? input, string key) =>
        [.. ((JsonArray)input![key]!).OfType<JsonObject>()];

    public static double?[] Numbers(this JsonNode? input, string key) =>
        [.. ((JsonArray)input![key]!).Select(Coerce.Number)];

    public static JsonNode? Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type);
}
