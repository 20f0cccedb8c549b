using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Router figures of the KPIs: means over the symbols of the router health, overridden by the router statistics of the risk
/// snapshot. Source: state contract, KPI assembly.
/// </summary>
internal static class KpiRouterBlock
{
    public static KpiRouter Of(JsonObject? router, JsonObject? stats)
    {
        var rows = router?["symbols"] as JsonArray;
        var summary = router?["summary"] as JsonObject;
        return new KpiRouter
        {
            PolicyQuality = Quality(summary?["quality_counts"] as JsonObject) ?? Text(stats?["quality"]),
            MakerFirst = MakerFirst(summary, rows) ?? Coerce.Boolean(stats?["policy_maker_first"]),
            MakerFillShare = Coerce.Number(stats?["maker_fill_ratio"]) ?? Mean(rows, "maker_fill_rate", "maker_fill_ratio"),
            RejectRate = Coerce.Number(stats?["reject_rate"]),
            FallbackRatio = Coerce.Number(stats?["fallback_ratio"]) ?? Mean(rows, "fallback_rate", "fallback_ratio"),
            SlipQ25Bps = Coerce.Number(stats?["slip_q25"]),
            SlipQ50Bps = Coerce.Number(stats?["slip_q50"]) ?? Mean(rows, "slippage_p50", "slip_q50"),
            SlipQ75Bps = Coerce.Number(stats?["slip_q75"]),
        };
    }

    private static double? Mean(JsonArray? rows, string name, string alias)
    {
        double sum = 0;
        int count = 0;
        foreach (JsonNode? row in rows ?? [])
        {
            if (row is JsonObject map && Coerce.First(map, name, alias) is { } value)
            {
                sum += value;
                count++;
            }
        }

        return count > 0 ? sum / count : null;
    }

    private static string? Quality(JsonObject? counts)
    {
        string? best = null;
        double most = 0;
        foreach (KeyValuePair<string, JsonNode?> count in counts ?? [])
        {
            if (Coerce.Number(count.Value) is { } number && number > most)
            {
                best = count.Key;
                most = number;
            }
        }

        return best;
    }

    private static bool? MakerFirst(JsonObject? summary, JsonArray? rows)
    {
        double? count = Coerce.Number(summary?["count"]) ?? rows?.Count;
        return Coerce.Number(summary?["maker_first_enabled"]) is { } enabled && count is > 0 ? enabled / count >= 0.5 : null;
    }

    private static string? Text(JsonNode? node) => Coerce.Text(node) is { Length: > 0 } text ? text : null;
}
