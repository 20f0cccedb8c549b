using HedgeFlow.Configuration;
using HedgeFlow.Stages.Publish;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// What the equity of the ticks tells about drawdown: last known NAV, peak, peak of the day, the newest NAVs. Single-threaded; a tick
/// costs the same whatever was before and allocates nothing. Executor and risk stage hold one each: neither reads what the other wrote. Source: state contract, peak and intraday drawdown; risk contract, drawdown.
/// </summary>
public sealed class EquityPeaks
{
    private readonly DayClock _days;
    private int _day = int.MinValue;

    /// <param name="days">Calendar of the reset time zone.</param>
    /// <param name="seed">What an earlier run left.</param>
    public EquityPeaks(DayClock days, RiskSeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        _days = days;
        foreach (double nav in seed.NavHistory)
        {
            History.Add(nav);
        }

        Peak = seed.Peak > 0 && double.IsFinite(seed.Peak) ? seed.Peak : History.Peak;
    }

    /// <summary>Last known good, USD; NaN before the first.</summary>
    public double Nav { get; private set; } = double.NaN;

    /// <summary>When it was measured, epoch seconds.</summary>
    public double NavTs { get; private set; } = double.NaN;

    /// <summary>USD; 0 = none.</summary>
    public double Peak { get; private set; }

    /// <summary>Since local midnight, USD; 0 = none.</summary>
    public double DailyPeak { get; private set; }

    public PortfolioDrawdownHistory History { get; } = new();

    /// <summary>Takes the equity of a tick; one that is missing or not above 0 changes nothing.</summary>
    /// <param name="equity">USD; NaN when the account could not be read.</param>
    /// <param name="measuredTs">Time of the snapshot, epoch seconds.</param>
    /// <param name="now">Time of the tick, epoch seconds.</param>
    /// <param name="limits">A NAV beyond belief does not raise the peak.</param>
    public void Observe(double equity, double measuredTs, double now, NavAnomalyLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!(equity > 0) || !double.IsFinite(equity))
        {
            return;
        }

        int day = _days.DayNumber(now);
        bool believed = !(limits.Enabled && Peak > 0 && equity > Peak
            && (equity > Peak * limits.MaxMultiplierIntraday || equity - Peak > limits.MaxGapAbsUsd));
        if (day != _day)
        {
            _day = day;
            DailyPeak = believed ? equity : Math.Min(equity, Peak);
        }
        else if (believed)
        {
            DailyPeak = Math.Max(DailyPeak, equity);
        }

        Peak = believed ? Math.Max(Peak, equity) : Peak;
        Nav = equity;
        NavTs = double.IsFinite(measuredTs) ? measuredTs : now;
        History.Add(equity);
    }

    /// <summary>Drawdown from the peak and the day's peak.</summary>
    public DrawdownSnapshot Drawdown(
        bool? sourcesOk, double now, double navThresholdSeconds, double peakMaxAgeSeconds = DrawdownSnapshot.PeakStateMaxAgeSeconds) => DrawdownSnapshot.Compute(
        new DrawdownInputs
        {
            TrackerNav = Nav,
            TrackerPeak = Peak,
            DailyPeak = DailyPeak,
            TrackerTs = NavTs,
            CachedNav = Nav,
            CachedTs = NavTs,
            NavAgeSeconds = Math.Max(0, now - NavTs),
            SourcesOk = sourcesOk,
            NavLogPeak = History.Peak,
        },
        now,
        navThresholdSeconds,
        peakMaxAgeSeconds);
}
