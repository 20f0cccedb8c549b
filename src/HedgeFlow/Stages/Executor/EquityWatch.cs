using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// Peak, peak of the day and recent history of the equity, for the gate's loss rules. Memory only: the executor never reads what
/// telemetry wrote, except the peak that is handed over at start. One thread; no allocation per tick.
/// </summary>
public sealed class EquityWatch
{
    private readonly DayClock _days;
    private readonly PortfolioDrawdownHistory _history = new();
    private int _day = int.MinValue;

    /// <param name="days">Calendar of the reset time zone.</param>
    /// <param name="seedPeak">Peak of earlier runs, USD; 0 = none.</param>
    /// <param name="seedHistory">Recent NAVs of earlier runs, oldest first, USD.</param>
    public EquityWatch(DayClock days, double seedPeak = 0, IEnumerable<double>? seedHistory = null)
    {
        _days = days;
        Peak = seedPeak > 0 && double.IsFinite(seedPeak) ? seedPeak : 0;
        foreach (double nav in seedHistory ?? [])
        {
            _history.Add(nav);
        }
    }

    public double Peak { get; private set; }

    public double DailyPeak { get; private set; }

    public double Nav { get; private set; } = double.NaN;

    public double NavTs { get; private set; } = double.NaN;

    /// <summary>Drawdown within the recent history as a fraction; NaN before the first NAV.</summary>
    public double HistoryDrawdown => _history.Drawdown;

    /// <summary>Takes the equity of a tick; a missing one changes nothing.</summary>
    public void Observe(double equity, double now)
    {
        if (!(equity > 0) || !double.IsFinite(equity))
        {
            return;
        }

        int day = _days.DayNumber(now);
        if (day != _day)
        {
            _day = day;
            DailyPeak = equity;
        }

        Nav = equity;
        NavTs = now;
        Peak = Math.Max(Peak, equity);
        DailyPeak = Math.Max(DailyPeak, equity);
        _history.Add(equity);
    }

    /// <summary>Drawdown from the peak and from the day's peak.</summary>
    public DrawdownSnapshot Drawdown(double navAge, bool sourcesOk, double now, double navThreshold) => DrawdownSnapshot.Compute(
        new DrawdownInputs
        {
            TrackerNav = Nav,
            TrackerPeak = Peak > 0 ? Peak : double.NaN,
            DailyPeak = DailyPeak > 0 ? DailyPeak : double.NaN,
            TrackerTs = NavTs,
            CachedNav = Nav,
            CachedTs = NavTs,
            NavAgeSeconds = navAge,
            SourcesOk = sourcesOk,
        },
        now,
        navThreshold);
}
