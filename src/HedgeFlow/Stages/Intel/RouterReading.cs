using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// What autotune reads of one router health row: metrics with their aliases, and the live policy. Rates 0 to 1, slippage and
/// offset in bps, latency in ms. Source: intel contract, autotune inputs.
/// </summary>
public readonly struct RouterReading
{
    internal RouterReading(JsonObject row, double? makerFillRate, double? fallbackRate, double? slippageP50)
    {
        FillRate = makerFillRate is { } fill and not 0 ? fill : IntelFields.NumberOrZero(row, "maker_fill_rate", "maker_fill_ratio");
        FallbackRate = fallbackRate is { } fallback and not 0 ? fallback : IntelFields.NumberOrZero(row, "fallback_rate", "fallback_ratio");
        SlippageP50 = slippageP50 is { } p50 and not 0 ? p50 : IntelFields.NumberOrZero(row, "slippage_p50", "slip_q50");
        SlippageP95 = IntelFields.NumberOrZero(row, "slippage_p95", "slip_q95");
        LatencyMs = IntelFields.NumberOrZero(row, "latency_p50_ms", "ack_latency_ms");
        SampleCount = Coerce.NumberOrBoolean(row["sample_count"]);
        Policy = LivePolicy.Of(row["policy"] as JsonObject);
        MakerOffsetBps = Coerce.NumberOrBoolean(row["maker_offset_bps"]);
    }

    internal RouterReading(RouterSymbolRow row)
    {
        FillRate = IntelFields.Finite(row.MakerFillRate);
        FallbackRate = IntelFields.Finite(row.FallbackRate);
        SlippageP50 = IntelFields.Finite(row.SlippageP50);
        SlippageP95 = IntelFields.Finite(row.SlippageP95);
        LatencyMs = IntelFields.Finite(row.AckLatencyMs);
        SampleCount = row.SampleCount;
        Policy = LivePolicy.Of(row.Policy);
        MakerOffsetBps = IntelFields.Finite(row.MakerOffsetBps);
    }

    public double? FillRate { get; }

    public double? FallbackRate { get; }

    public double? SlippageP50 { get; }

    public double? SlippageP95 { get; }

    public double? LatencyMs { get; }

    /// <summary>Orders behind the metrics; null when the row does not say.</summary>
    public double? SampleCount { get; }

    public LivePolicy Policy { get; }

    /// <summary>The router's own offset suggestion at the time of the row.</summary>
    public double? MakerOffsetBps { get; }
}
