namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Settings of the router-metric stage. Source: router contract, configuration; services contract, cadence.</summary>
public sealed record RouterMetricOptions
{
    public static RouterMetricOptions Default { get; } = new();

    /// <summary>
    /// Shortest time between two router health documents, seconds; orders force one. 0 = every tick, not negative. Default 60
    /// (<c>ROUTER_HEALTH_REFRESH_INTERVAL_S</c>).
    /// </summary>
    public double RefreshIntervalSeconds { get; init; } = 60;

    /// <summary>Window of the effectiveness, days; not above 0 = 7. Default 7 (<c>ROUTER_EFFECTIVENESS_WINDOW_DAYS</c>).</summary>
    public double EffectivenessWindowDays { get; init; } = RouterMetrics.DefaultWindowDays;

    /// <summary>Tail of the order-metric log that the windows look at, rows; 1 or more. Default 5000 (<c>EXEC_LOG_MAX_ROWS</c>).</summary>
    public int MaxRows { get; init; } = 5000;

    /// <summary>Symbols to list, active or not. Empty = those seen so far. Default empty.</summary>
    public IReadOnlyList<string> Universe { get; init; } = [];

    /// <summary>Liquidity of the symbols. Default: all generic.</summary>
    public LiquidityBuckets Liquidity { get; init; } = LiquidityBuckets.Empty;

    /// <summary>Weights and thresholds of the quality score, and the rolling fill window.</summary>
    public RouterQualityConfig Quality { get; init; } = RouterQualityConfig.Default;

    /// <summary>Weight of a new fill in the slippage drift, above 0 to 1. Default 0.3.</summary>
    public double DriftAlpha { get; init; } = 0.3;

    /// <summary>Interval of the bars that volatility is taken from, for example <c>1h</c>; null = of each symbol the first that appears.</summary>
    public string? AtrInterval { get; init; }

    /// <summary>Orders and attempts whose ids are remembered for joining, 1 or more. Default 8192.</summary>
    public int JoinCapacity { get; init; } = 8192;

    /// <summary>Every setting out of its range, as <c>name: problem</c>; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        Require(double.IsFinite(RefreshIntervalSeconds) && RefreshIntervalSeconds >= 0, $"{nameof(RefreshIntervalSeconds)}: below 0");
        Require(double.IsFinite(EffectivenessWindowDays), $"{nameof(EffectivenessWindowDays)}: not a number");
        Require(MaxRows >= 1, $"{nameof(MaxRows)}: below 1");
        Require(DriftAlpha is > 0 and <= 1, $"{nameof(DriftAlpha)}: not above 0 to 1");
        Require(JoinCapacity >= 1, $"{nameof(JoinCapacity)}: below 1");
        problems.AddRange(Quality.Validate());
        return problems;
    }
}
