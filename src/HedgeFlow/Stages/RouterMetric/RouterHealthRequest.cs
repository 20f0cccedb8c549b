using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Everything that one router health document is made of.</summary>
public sealed record RouterHealthRequest
{
    /// <summary>Epoch seconds.</summary>
    public required double Now { get; init; }

    /// <summary>Symbols to list, upper-case; repeated and blank ones are left out.</summary>
    public required IReadOnlyCollection<string> Universe { get; init; }

    /// <summary>Window of the effectiveness.</summary>
    public required RouterWindow Effectiveness { get; init; }

    /// <summary>Window of order outcomes and hourly expectancy; may be the same one.</summary>
    public required RouterWindow Outcomes { get; init; }

    public required RouterStatsSnapshot Stats { get; init; }

    /// <summary>Short and long average range of a symbol; only their ratio matters.</summary>
    public required Func<string, (double? Short, double? Long)> Atr { get; init; }

    /// <summary>Maker reliability of a symbol as published before, 0..1; null = none.</summary>
    public required Func<string, double?> PreviousReliability { get; init; }

    /// <summary>Post-only orders of a symbol that were refused.</summary>
    public Func<string, int> PostOnlyRejects { get; init; } = static _ => 0;

    /// <summary>As published before; null or blank = OK.</summary>
    public string? RiskMode { get; init; }

    public LiquidityBuckets Liquidity { get; init; } = LiquidityBuckets.Empty;

    public RouterQualityConfig Quality { get; init; } = RouterQualityConfig.Default;
}
