using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Equity peak and the drawdown from it. The peak is never lowered, not even at a new day: the day only labels the record.
/// Source: state contract, peak and intraday drawdown.
/// </summary>
public static class PeakTracker
{
    /// <summary>The state after a tick.</summary>
    /// <param name="nav">Tick NAV, USD; null or non-finite counts as 0.</param>
    /// <param name="realizedToday">Realised since local midnight, USD; null counts as 0.</param>
    /// <param name="previous">State before the tick, null = none.</param>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="days">Reset time zone.</param>
    /// <param name="guard">Against NAVs beyond belief.</param>
    public static PeakRecord Next(
        double? nav, double? realizedToday, PeakRecord? previous, double now, DayClock days, NavAnomalyGuard guard)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(guard);
        string day = days.Day(now);
        double value = Finite(nav);
        if (value <= 0 && previous is { Nav: > 0 })
        {
            value = previous.Nav;
        }

        double realized = Finite(realizedToday);
        if (realized == 0 && previous is not null && previous.Day == day)
        {
            realized = previous.RealizedPnlToday;
        }

        double before = previous?.Peak ?? 0;
        double peak = guard.Holds(before, value) ? before : Math.Max(Math.Max(before, value), 0);
        double fall = peak > 0 ? Math.Max(0, peak - Math.Max(value, 0)) : 0;
        return new PeakRecord
        {
            Day = day,
            Peak = peak,
            Nav = value,
            RealizedPnlToday = realized,
            DdAbs = fall,
            DdPct = peak > 0 ? fall / peak * 100 : 0,
            UpdatedAt = IsoTime.Format(now),
            Ts = now,
            ResetTimezone = days.Zone,
        };
    }

    private static double Finite(double? value) => value is { } number && double.IsFinite(number) ? number : 0;
}
