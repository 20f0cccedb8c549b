namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Settings of the routing quality score: block <c>router_quality</c> of the strategy configuration. Source: router
/// contract, configuration. Read by <see cref="RouterQualityConfigReader"/>.
/// </summary>
public sealed record RouterQualityConfig
{
    public static RouterQualityConfig Default { get; } = new();

    /// <summary>Whether scoring of intents looks at routing quality at all. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Score before penalties, 0..1. Default 0.8.</summary>
    public double BaseScore { get; init; } = 0.8;

    /// <summary>Lowest score, 0..1. Default 0.2.</summary>
    public double MinScore { get; init; } = 0.2;

    /// <summary>Highest score, not below <see cref="MinScore"/>. Default 1.</summary>
    public double MaxScore { get; init; } = 1;

    /// <summary>Rolling fill window, seconds; not above 0 = nothing leaves by age. Default 900.</summary>
    public double StatsWindowSeconds { get; init; } = 900;

    /// <summary>Fills that stay in the window however old they are. Default 5.</summary>
    public int StatsWindowMinEvents { get; init; } = 5;

    /// <summary>Mean latency up to this is FAST, ms. Default 150.</summary>
    public double LatencyFastMs { get; init; } = 150;

    /// <summary>Mean latency up to this is NORMAL, above SLOW, ms. Default 400.</summary>
    public double LatencyNormalMs { get; init; } = 400;

    /// <summary>Slippage drift up to this is GREEN, bps. Default 2.</summary>
    public double SlippageDriftGreenBps { get; init; } = 2;

    /// <summary>Slippage drift up to this is YELLOW, above RED, bps. Default 6.</summary>
    public double SlippageDriftYellowBps { get; init; } = 6;

    /// <summary>Added to the score in the bucket of high liquidity. Default 0.</summary>
    public double BucketPenaltyAHigh { get; init; }

    /// <summary>Default -0.05.</summary>
    public double BucketPenaltyBMedium { get; init; } = -0.05;

    /// <summary>Default -0.15.</summary>
    public double BucketPenaltyCLow { get; init; } = -0.15;

    /// <summary>Taken off in full where no notional went through TWAP. Default 0.1.</summary>
    public double TwapSkipPenalty { get; init; } = 0.1;

    /// <summary>Score up to this multiplies a hybrid score by <see cref="LowQualityHybridMultiplier"/>. Default 0.5.</summary>
    public double LowQualityThreshold { get; init; } = 0.5;

    /// <summary>Score from this on multiplies a hybrid score by <see cref="HighQualityHybridMultiplier"/>. Default 0.9.</summary>
    public double HighQualityThreshold { get; init; } = 0.9;

    /// <summary>Default 0.5.</summary>
    public double LowQualityHybridMultiplier { get; init; } = 0.5;

    /// <summary>Default 1.05.</summary>
    public double HighQualityHybridMultiplier { get; init; } = 1.05;

    /// <summary>Hybrid scores below this are not emitted, 0..1. Default 0.35.</summary>
    public double MinForEmission { get; init; } = 0.35;

    /// <summary>Every setting that contradicts another or leaves its range, as <c>key: problem</c>.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add("router_quality." + problem);
            }
        }

        Require(MinScore <= MaxScore, "min_score: above max_score");
        Require(LatencyFastMs <= LatencyNormalMs, "latency_ms_thresholds.fast: above normal");
        Require(SlippageDriftGreenBps <= SlippageDriftYellowBps, "slippage_drift_bps_thresholds.green: above yellow");
        Require(StatsWindowMinEvents >= 0, "stats_window.min_events: below 0");
        Require(LowQualityThreshold <= HighQualityThreshold, "low_quality_threshold: above high_quality_threshold");
        return problems;
    }
}
