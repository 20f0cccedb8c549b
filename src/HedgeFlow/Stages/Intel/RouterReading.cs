using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// What autotune reads of one router health row: metrics with their aliases, and the live policy.
/// Source: intel contract, autotune inputs.
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
        Policy = row["policy"] as JsonObject;
        MakerOffsetBps = Coerce.NumberOrBoolean(row["maker_offset_bps"]);
    }

    public double? FillRate { get; }

    public double? FallbackRate { get; }

    public double? SlippageP50 { get; }

    public double? SlippageP95 { get; }

    public double? LatencyMs { get; }

    /// <summary>Orders behind the metrics; null when the row does not say.</summary>
    public double? SampleCount { get; }

    /// <summary>The live policy as published.</summary>
    public JsonObject? Policy { get; }

    /// <summary>The router's own offset suggestion at the time of the row.</summary>
    public double? MakerOffsetBps { get; }
}
