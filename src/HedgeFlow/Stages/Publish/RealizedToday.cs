using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Σ realised PnL of the closes since local midnight, USD. Starts with what an earlier run of the same day had booked.
/// Source: state contract, peak and intraday drawdown.
/// </summary>
public sealed class RealizedToday(DayClock days, PeakRecord? stored)
{
    private int _day = int.MinValue;
    private double _sum;

    /// <summary>Counts an <c>order_close</c>; other facts, and closes of an earlier day, change nothing.</summary>
    public void Apply(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Kind != FeedKind.OrderClose || Coerce.Number(fact.Payload["realizedPnlUsd"]) is not { } pnl)
        {
            return;
        }

        if (Turn(fact.Ts))
        {
            _sum = Math.Clamp(_sum + pnl, -double.MaxValue, double.MaxValue);
        }
    }

    /// <summary>The sum at <paramref name="now"/>.</summary>
    public double At(double now)
    {
        Turn(now);
        return _sum;
    }

    /// <summary>Moves to the day of <paramref name="time"/>; false when that day is over already.</summary>
    private bool Turn(double time)
    {
        int day = days.DayNumber(time);
        if (day > _day)
        {
            _sum = _day == int.MinValue && stored is not null && stored.Day == days.Day(time) ? stored.RealizedPnlToday : 0;
            _day = day;
        }

        return day == _day;
    }
}
