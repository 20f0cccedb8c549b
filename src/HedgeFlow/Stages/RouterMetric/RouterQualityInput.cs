using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Rolling statistics of a symbol, cleaned up for scoring: every number finite, notionals not negative, usage 0..1.</summary>
public readonly record struct RouterQualityInput
{
    public required string Symbol { get; init; }

    public double AvgSlippageBps { get; init; }

    public double SlippageDriftBps { get; init; }

    public double AvgLatencyMs { get; init; }

    public double TwapUsageRatio { get; init; }

    public double TotalNotional { get; init; }

    public double TwapNotional { get; init; }

    /// <summary>Upper-case liquidity bucket.</summary>
    public required string Bucket { get; init; }

    public int ChildCount { get; init; }

    public double ChildFillRatio { get; init; }

    public int EventCount { get; init; }

    /// <summary>ISO.</summary>
    public string? LastOrderTs { get; init; }

    /// <summary>ISO.</summary>
    public string? LastFillTs { get; init; }

    /// <summary>Weight in the averages: the notional, or 1 without any.</summary>
    public double Weight => TotalNotional > 0 ? TotalNotional : 1;

    public static RouterQualityInput Of(RouterStatsSnapshot.SymbolStats stats, LiquidityBuckets buckets)
    {
        ArgumentNullException.ThrowIfNull(stats);
        ArgumentNullException.ThrowIfNull(buckets);
        return new RouterQualityInput
        {
            Symbol = stats.Symbol,
            AvgSlippageBps = stats.AvgSlippageBps,
            SlippageDriftBps = stats.SlippageDriftBps,
            AvgLatencyMs = stats.AvgLatencyMs,
            TwapUsageRatio = RouterScore.Clamp01(stats.TwapUsageRatio),
            TotalNotional = stats.TotalNotional,
            TwapNotional = stats.TwapNotional,
            Bucket = BucketName(null, buckets.For(stats.Symbol).Name),
            ChildCount = stats.ChildOrders.Count,
            ChildFillRatio = stats.ChildOrders.FillRatio,
            EventCount = stats.EventCount,
            LastOrderTs = IsoTime.Format(stats.LastOrderTs),
            LastFillTs = IsoTime.Format(stats.LastFillTs),
        };
    }

    /// <summary>Of a published document; the key is kept as it is spelled.</summary>
    public static RouterQualityInput Read(string symbol, JsonObject stats, string? liquidityBucket)
    {
        ArgumentNullException.ThrowIfNull(stats);
        double slippage = Coerce.Number(stats["avg_slippage_bps"]) ?? 0;
        var children = stats["child_orders"] as JsonObject;
        return new RouterQualityInput
        {
            Symbol = symbol,
            AvgSlippageBps = slippage,
            SlippageDriftBps = Coerce.Number(stats["slippage_drift_bps"]) ?? slippage,
            AvgLatencyMs = Coerce.Number(stats["avg_latency_ms"]) ?? 0,
            TwapUsageRatio = RouterScore.Clamp01(Coerce.Number(stats["twap_usage_ratio"]) ?? 0),
            TotalNotional = Math.Max(0, Coerce.Number(stats["total_notional"]) ?? 0),
            TwapNotional = Math.Max(0, Coerce.Number(stats["twap_notional"]) ?? 0),
            Bucket = BucketName(Coerce.Text(stats["router_bucket"]), liquidityBucket),
            ChildCount = Count(children?["count"]),
            ChildFillRatio = Coerce.Number(children?["fill_ratio"]) ?? 0,
            EventCount = Count(stats["event_count"]),
            LastOrderTs = IsoTime.Format(IsoTime.Parse(stats["last_order_ts"])),
            LastFillTs = IsoTime.Format(IsoTime.Parse(stats["last_fill_ts"])),
        };
    }

    private static string BucketName(string? own, string? liquidityBucket) =>
        (!string.IsNullOrWhiteSpace(own) ? own
            : !string.IsNullOrWhiteSpace(liquidityBucket) ? liquidityBucket
            : RouterQuality.DefaultBucket).Trim().ToUpperInvariant();

    private static int Count(JsonNode? node) => (int)Math.Clamp(Coerce.Number(node) ?? 0, 0, int.MaxValue);
}
