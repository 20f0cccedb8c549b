using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// Quality and regime of a symbol's routing, as autotune grades them. An unknown sample count skips the leniency for fresh
/// symbols, where the router stage, which always has a count, reads it as 0. Rates 0 to 1, slippage in bps, latency in ms.
/// Source: intel contract, router classification.
/// </summary>
public static class RouterClassification
{
    private const double BrokenSlippageBps = 50;
    private const double BrokenLatencyMs = 5000;
    private const double BootstrapSamples = 20;

    /// <summary>Quality from what is known; a missing rate, slippage or latency counts as 0.</summary>
    public static string Quality(double? maker, double? fallback, double? slippageBps, double? latencyMs, double? sampleCount)
    {
        double fills = IntelFields.Clamp01(maker ?? 0);
        double falls = IntelFields.Clamp01(fallback ?? 0);
        double slip = slippageBps ?? 0;
        double latency = latencyMs ?? 0;
        if (slip >= BrokenSlippageBps || latency >= BrokenLatencyMs)
        {
            return RouterLabels.Broken;
        }

        if (sampleCount is { } samples && Math.Truncate(samples) < BootstrapSamples)
        {
            return RouterLabels.Ok;
        }

        if (falls >= 0.85 || slip >= 25 || latency >= 2000)
        {
            return RouterLabels.Degraded;
        }

        return fills >= 0.5 && falls <= 0.5 && slip <= 8 && latency <= 1000 ? RouterLabels.Good : RouterLabels.Ok;
    }

    /// <summary>Regime from what is known; a missing rate or latency counts as 0, a missing slippage never matches.</summary>
    public static string Regime(double? maker, double? fallback, double? slippageBps, double? latencyMs)
    {
        double fills = IntelFields.Clamp01(maker ?? 0);
        double falls = IntelFields.Clamp01(fallback ?? 0);
        if (slippageBps >= BrokenSlippageBps || latencyMs >= BrokenLatencyMs || (falls >= 0.95 && fills <= 0.05))
        {
            return RouterLabels.Broken;
        }

        if (falls >= 0.70)
        {
            return RouterLabels.FallbackHeavy;
        }

        if (slippageBps >= 20)
        {
            return RouterLabels.SlippageHot;
        }

        return fills >= 0.7 && falls <= 0.3 && slippageBps is null or <= 5 ? RouterLabels.MakerStrong : RouterLabels.Balanced;
    }

    /// <summary>
    /// Quality of a metrics object, or of a bare number, which is the maker rate. The last four override the object's own
    /// members where they are numbers.
    /// </summary>
    public static string QualityOf(
        JsonNode? metrics, JsonNode? slippageBps = null, JsonNode? fallbackRate = null, JsonNode? latencyMs = null, JsonNode? sampleCount = null)
    {
        var row = metrics as JsonObject;
        return Quality(
            row is null ? Coerce.NumberOrBoolean(metrics) : Coerce.NumberOrBoolean(IntelFields.First(row, "maker_fill_ratio", "maker_fill_rate")),
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

    private static JsonNode? Latency(JsonObject? row) => IntelFields.First(row, "ack_latency_ms", "latency_ms", "latency_p50_ms");
}
