using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// What the classifications read, under every name a document may give it. Ratios are held within 0..1; missing is null.
/// Source: router contract, classification.
/// </summary>
public readonly record struct RouterReadings
{
    public double? Maker { get; init; }

    public double? Fallback { get; init; }

    /// <summary>Bps: the upper quantile where known, else the median.</summary>
    public double? Slip { get; init; }

    /// <summary>Median, bps.</summary>
    public double? SlipQ50 { get; init; }

    public double? LatencyMs { get; init; }

    /// <summary>Integer part of the count; null = not given or not a number.</summary>
    public double? SampleCount { get; init; }

    public static RouterReadings Of(RouterEffectiveness effectiveness)
    {
        ArgumentNullException.ThrowIfNull(effectiveness);
        return new RouterReadings
        {
            Maker = effectiveness.MakerFillRatio,
            Fallback = effectiveness.FallbackRatio,
            Slip = effectiveness.SlipQ95 ?? effectiveness.SlipQ50,
            SlipQ50 = effectiveness.SlipQ50,
            SampleCount = effectiveness.SampleCount,
        };
    }

    /// <summary>Quality reads the ratio names first, the regime the rate names.</summary>
    public static RouterReadings Read(JsonObject? metrics, bool ratesFirst = false) => new()
    {
        Maker = Share(ratesFirst
            ? Coerce.First(metrics, "maker_fill_rate", "maker_fill_ratio")
            : Coerce.First(metrics, "maker_fill_ratio", "maker_fill_rate")),
        Fallback = Share(ratesFirst
            ? Coerce.First(metrics, "fallback_rate", "fallback_ratio")
            : Coerce.First(metrics, "fallback_ratio", "fallback_rate")),
        Slip = ratesFirst
            ? Coerce.First(metrics, "slippage_p95", "slip_q95", "slip_q50")
            : Coerce.First(metrics, "slip_q95", "slippage_p95", "slip_q50"),
        SlipQ50 = Coerce.First(metrics, "slip_q50", "slippage_p50"),
        LatencyMs = Coerce.First(metrics, "ack_latency_ms", "latency_ms", "latency_p50_ms"),
        SampleCount = Coerce.Number(metrics?["sample_count"]) is { } count ? Math.Truncate(count) : null,
    };

    private static double? Share(double? value) => value is { } number ? Math.Clamp(number, 0, 1) : null;
}
