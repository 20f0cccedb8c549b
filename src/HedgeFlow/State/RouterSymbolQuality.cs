namespace HedgeFlow.State;

/// <summary>Routing quality of one symbol over the rolling fill window. Bps, ms, USD, ratios 0..1.</summary>
public sealed record RouterSymbolQuality
{
    public required string Symbol { get; init; }

    /// <summary>0..1.</summary>
    public required double QualityScore { get; init; }

    public required double AvgSlippageBps { get; init; }

    public required double SlippageDriftBps { get; init; }

    /// <summary><c>GREEN</c>, <c>YELLOW</c> or <c>RED</c>.</summary>
    public required string SlippageDriftBucket { get; init; }

    public required double AvgLatencyMs { get; init; }

    /// <summary><c>FAST</c>, <c>NORMAL</c> or <c>SLOW</c>.</summary>
    public required string LatencyBucket { get; init; }

    /// <summary>ISO.</summary>
    public string? LastOrderTs { get; init; }

    /// <summary>ISO.</summary>
    public string? LastFillTs { get; init; }

    public required double TwapUsageRatio { get; init; }

    public required double TwapNotional { get; init; }

    public required RouterStatsSnapshot.ChildOrders ChildOrders { get; init; }

    /// <summary>Liquidity bucket.</summary>
    public required string RouterBucket { get; init; }

    public required double TotalNotional { get; init; }

    public required int EventCount { get; init; }
}
