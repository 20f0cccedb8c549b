using HedgeFlow.Stages.Publish;

namespace HedgeFlow.Stages.Risk;

/// <summary>Settings of the risk stage. Source: services contract, cadence; risk contract, configuration.</summary>
public sealed record RiskOptions
{
    public static RiskOptions Default { get; } = new();

    /// <summary>
    /// Shortest time between two builds, seconds; orders force a snapshot. 0 = every tick. Default 120
    /// (<c>EXEC_HEALTH_PUBLISH_INTERVAL</c>).
    /// </summary>
    public double IntervalSeconds { get; init; } = 120;

    /// <summary>Shortest time between two alerts of one symbol and set. Default 60 (<c>EXEC_ALERT_INTERVAL_S</c>).</summary>
    public double AlertIntervalSeconds { get; init; } = 60;

    /// <summary>Age at which the published NAV counts as stale; seconds. Default 3600.</summary>
    public double NavFreshSeconds { get; init; } = 3600;

    /// <summary>Age at which the peak is not relied on any more; seconds. Default 86400 (<c>PEAK_STATE_MAX_AGE_SEC</c>).</summary>
    public double PeakStateMaxAgeSeconds { get; init; } = DrawdownSnapshot.PeakStateMaxAgeSeconds;

    /// <summary>Tail of the order log that the fill statistics look at, rows. Default 5000 (<c>EXEC_LOG_MAX_ROWS</c>).</summary>
    public int MaxRows { get; init; } = 5000;

    /// <summary>Interval of the bars that returns are taken from, for example <c>1h</c>; null = of each symbol the first that appears.</summary>
    public string? BarInterval { get; init; }

    /// <summary>Levels for positions that are open at the start without any; null = none. Must equal the publisher's.</summary>
    public TpSlSeed? TpSlSeed { get; init; } = new();
}
