using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// Quality and regime of a symbol's routing as autotune grades them: the router's own rules, but an unknown sample count stays
/// unknown and skips the leniency for fresh symbols, where the router stage, which always has a count, reads it as 0; and a 0
/// under one name falls through to the next. Rates 0 to 1, slippage in bps, latency in ms.
/// Source: intel contract, router classification.
/// </summary>
public static class AutotuneClassification
{
    /// <summary>Quality from what is known; a missing rate, slippage or latency counts as 0.</summary>
    public static string Quality(double? maker, double? fallback, double? slippageBps, double? latencyMs, double? sampleCount) =>
        RouterClassification.Quality(new RouterReadings
        {
            Maker = Share(maker),
            Fallback = Share(fallback),
            Slip = slippageBps,
            LatencyMs = latencyMs,
            SampleCount = sampleCount is { } samples ? Math.Truncate(samples) : null,
        });

    /// <summary>Regime from what is known; a missing rate or latency counts as 0, a missing slippage never matches.</summary>
    public static string Regime(double? maker, double? fallback, double? slippageBps, double? latencyMs) =>
        RouterClassification.Regime(new RouterReadings
        {
            Maker = Share(maker),
            Fallback = Share(fallback),
            Slip = slippageBps,
            LatencyMs = latencyMs,
        });

    /// <summary>
    /// Quality of a metrics object, or of a bare number, which is the maker rate. The last four override the object's own
    /// members where they are given.
    /// </summary>
    public static string QualityOf(
        JsonNode? metrics, JsonNode? slippageBps = null, JsonNode? fallbackRate = null, JsonNode? latencyMs = null, JsonNode? sampleCount = null)
    {
        var row = metrics as JsonObject;
        return Quality(
            Coerce.NumberOrBoolean(row is null ? metrics : IntelFields.First(row, "maker_fill_ratio", "maker_fill_rate")),
            Coerce.NumberOrBoolean(fallbackRate ?? IntelFields.First(row, "fallback_ratio", "fallback_rate")),
            Coerce.NumberOrBoolean(slippageBps ?? IntelFields.First(row, "slip_q95", "slippage_p95", "slip_q50")),
            Coerce.NumberOrBoolean(latencyMs ?? Latency(row)),
            Coerce.NumberOrBoolean(sampleCount ?? row?["sample_count"]));
    }

    /// <summary>Regime of a metrics object.</summary>
    public static string RegimeOf(JsonNode? metrics)
    {
        var row = metrics as JsonObject;
        return Regime(
            Coerce.NumberOrBoolean(IntelFields.First(row, "maker_fill_rate", "maker_fill_ratio")),
            Coerce.NumberOrBoolean(IntelFields.First(row, "fallback_rate", "fallback_ratio")),
            Coerce.NumberOrBoolean(IntelFields.First(row, "slippage_p95", "slip_q95", "slip_q50")),
            Coerce.NumberOrBoolean(Latency(row)));
    }

    private static double? Share(double? value) => value is { } share ? IntelFields.Clamp01(share) : null;

    private static JsonNode? Latency(JsonObject? row) => IntelFields.First(row, "ack_latency_ms", "latency_ms", "latency_p50_ms");
}
