using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>Routing quality over all symbols, flat and in the groups of the nested contract. Bps, ms, ratios 0..1.</summary>
public sealed record RouterGlobalHealth
{
    /// <summary>0..1.</summary>
    public required double QualityScore { get; init; }

    public required double AvgSlippageBps { get; init; }

    public required double SlippageDriftBps { get; init; }

    /// <summary><c>GREEN</c>, <c>YELLOW</c> or <c>RED</c>.</summary>
    public required string SlippageDriftBucket { get; init; }

    public required double AvgLatencyMs { get; init; }

    /// <summary><c>FAST</c>, <c>NORMAL</c> or <c>SLOW</c>.</summary>
    public required string LatencyBucket { get; init; }

    public required double TwapUsageRatio { get; init; }

    /// <summary>Liquidity bucket with the most traded notional.</summary>
    public required string RouterBucket { get; init; }

    /// <summary>Epoch seconds.</summary>
    public double UpdatedTs { get; init; }

    public BucketGroup Buckets => new(RouterBucket, SlippageDriftBucket, LatencyBucket);

    public SlippageGroup Slippage => new()
    {
        AvgBps = AvgSlippageBps,
        DriftBps = SlippageDriftBps,
        P50Bps = SlippageP50Bps,
        P95Bps = SlippageP95Bps,
        Bucket = SlippageDriftBucket,
    };

    public LatencyGroup Latency => new(AvgLatencyMs, LatencyBucket);

    /// <summary>Median signed slippage of the effectiveness window.</summary>
    [JsonIgnore]
    public double? SlippageP50Bps { get; init; }

    [JsonIgnore]
    public double? SlippageP95Bps { get; init; }

    public sealed record BucketGroup(string Router, string Slippage, string Latency);

    public sealed record SlippageGroup
    {
        public required double AvgBps { get; init; }

        public required double DriftBps { get; init; }

        [JsonPropertyName("p50_bps")]
        public double? P50Bps { get; init; }

        [JsonPropertyName("p95_bps")]
        public double? P95Bps { get; init; }

        public required string Bucket { get; init; }
    }

    public sealed record LatencyGroup(double AvgMs, string Bucket);
}
