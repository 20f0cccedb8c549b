using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Keeps a peak from following a NAV that jumps beyond belief (a double-counted wallet, a wrong price).
/// Source: state contract, peak and intraday drawdown.
/// </summary>
public sealed record NavAnomalyGuard
{
    private const double DefaultMultiplier = 3.0;
    private const double DefaultGapUsd = 20000;

    public bool Enabled { get; init; }

    /// <summary>A NAV above this many times the peak is not believed.</summary>
    public double MaxMultiplier { get; init; } = DefaultMultiplier;

    /// <summary>A NAV this far above the peak is not believed, USD.</summary>
    public double MaxGapUsd { get; init; } = DefaultGapUsd;

    /// <summary>From configuration <c>nav_anomalies</c>; limits that are missing, garbage or not above 0 take their defaults.</summary>
    public static NavAnomalyGuard Read(JsonNode? config)
    {
        var map = config as JsonObject;
        return new NavAnomalyGuard
        {
            Enabled = Coerce.Flag(map?["enabled"]),
            MaxMultiplier = Coerce.FirstPositive(map, "max_multiplier_intraday") ?? DefaultMultiplier,
            MaxGapUsd = Coerce.FirstPositive(map, "max_gap_abs_usd") ?? DefaultGapUsd,
        };
    }

    /// <summary>True when the peak must stay where it is.</summary>
    public bool Holds(double previousPeak, double nav) =>
        Enabled && previousPeak > 0 && nav > previousPeak && (nav > previousPeak * MaxMultiplier || nav - previousPeak > MaxGapUsd);
}
