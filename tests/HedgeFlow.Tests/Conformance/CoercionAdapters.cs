using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance;

internal static class CoercionAdapters
{
    [Vector("state/number")]
    public static JsonNode? Number(JsonNode? input) => Coerce.Number(input);

    [Vector("state/timestamp")]
    [Vector("intel/expectancy_parse_timestamp")]
    public static JsonNode? Timestamp(JsonNode? input) =>
        IsoTime.Parse(input is JsonObject map && map.ContainsKey("value") ? map["value"] : input);

    [Vector("state/record_timestamp")]
    public static JsonNode? RecordTimestamp(JsonNode? input) => IsoTime.OfRecord(input as JsonObject);
}
