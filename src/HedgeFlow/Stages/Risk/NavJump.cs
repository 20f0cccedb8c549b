using HedgeFlow.Configuration;

namespace HedgeFlow.Stages.Risk;

/// <summary>A NAV that moved further between two snapshots than is believable.</summary>
/// <param name="Old">USD.</param>
/// <param name="New">USD.</param>
/// <param name="Pct">|new − old| / old, fraction.</param>
public sealed record NavJump(double Old, double New, double Pct)
{
    /// <summary>Null when the check is off, a NAV is unknown or the move is believable. Source: risk contract, NAV anomaly.</summary>
    public static NavJump? Detect(NavAnomalyLimits limits, double previousNav, double nav)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!limits.Enabled || !(previousNav > 0) || !double.IsFinite(previousNav) || !double.IsFinite(nav))
        {
            return null;
        }

        double move = Math.Abs(nav - previousNav);
        double share = move / previousNav;
        return share > Math.Max(limits.MaxMultiplierIntraday - 1, 0) || move > limits.MaxGapAbsUsd ? new NavJump(previousNav, nav, share) : null;
    }
}
