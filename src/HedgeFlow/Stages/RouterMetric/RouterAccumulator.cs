using HedgeFlow.Numerics;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// The events of one window and one symbol (or all), as counts, exact sums and ordered samples: events come and go in
/// O(log n), and what is read equals a computation over the events that are in. Source: router contract, effectiveness,
/// hourly expectancy, event health. Single-threaded.
/// </summary>
public sealed class RouterAccumulator
{
    private readonly OrderedSamples _slippage = new();
    private readonly OrderedSamples _ackLatency = new();
    private readonly OrderedSamples _orderTimes = new();
    private readonly ExactSum _eventSlippage = new();
    private HourBucket?[]? _hours;
    private int _makerKnown;
    private int _makerFinal;
    private int _makerStarts;
    private int _fallbacks;
    private int _orders;
    private int _makerOrders;
    private int _fallbackOrders;
    private int _rejectedOrders;
    private int _eventSlippages;

    /// <summary>Events that are in, close rows included.</summary>
    public int Count { get; private set; }

    /// <summary>Median dispatch round trip, ms; null without samples.</summary>
    public double? AckLatencyP50Ms => Quantile.Of(_ackLatency, 50);

    public void Add(in RouterEvent e) => Apply(e, 1);

    /// <summary>Takes out an event that was added before.</summary>
    public void Remove(in RouterEvent e) => Apply(e, -1);

    public RouterEffectiveness Effectiveness() => new()
    {
        MakerFillRatio = Ratio(_makerFinal, _makerKnown),
        FallbackRatio = Ratio(_fallbacks, _makerStarts),
        SlipQ25 = Quantile.Of(_slippage, 25),
        SlipQ50 = Quantile.Of(_slippage, 50),
        SlipQ75 = Quantile.Of(_slippage, 75),
        SlipQ95 = Quantile.Of(_slippage, 95),
        SampleCount = Count,
    };

    /// <summary>Orders only: rows that mark another event are left out.</summary>
    public RouterEventHealth EventHealth(double now)
    {
        double maker = Ratio(_makerOrders, _orders) ?? 0;
        double fallback = Ratio(_fallbackOrders, _orders) ?? 0;
        double reject = Ratio(_rejectedOrders, _orders) ?? 0;
        double slippage = RouterScore.Known(Mean(_eventSlippage, _eventSlippages));
        return new RouterEventHealth
        {
            MakerReliability = RouterScore.MakerReliability(maker, fallback, reject),
            RouterHealthScore = RouterScore.Health(maker, fallback, slippage, reject),
            MakerRatio = maker,
            FallbackRatio = fallback,
            RejectRatio = reject,
            AvgSlippageBps = slippage,
            OrderCount = _orders,
            MakerCount = _makerOrders,
            TakerCount = _orders - _makerOrders,
            FallbackCount = _fallbackOrders,
            RejectCount = _rejectedOrders,
            LastTs = _orderTimes.Count > 0 ? _orderTimes[_orderTimes.Count - 1] : null,
            Ts = now,
        };
    }

    /// <summary>The UTC hour 0..23; null when no dated event fell into it.</summary>
    public HourExpectancy? Hour(int hour) => _hours?[hour] is { Count: > 0 } bucket ? bucket.Read() : null;

    /// <summary>UTC hour of the day of a time; 0 for times beyond the calendar.</summary>
    public static int HourOf(double ts)
    {
        double hours = Math.Floor(ts / 3600);
        double hour = hours - Math.Floor(hours / 24) * 24;
        return double.IsFinite(hour) ? (int)Math.Clamp(hour, 0, 23) : 0;
    }

    internal static double? Mean(ExactSum sum, int count) =>
        count > 0 && sum.Value / count is var mean && double.IsFinite(mean) ? mean : null;

    private static double? Ratio(int part, int whole) => whole > 0 ? (double)part / whole : null;

    private static int One(in RouterEvent e, RouterEventFlags flag) => e.Has(flag) ? 1 : 0;

    private void Apply(in RouterEvent e, int step)
    {
        bool adding = step > 0;
        Count += step;
        Sample(_slippage, e.SlippageBps, adding);
        Sample(_ackLatency, e.AckLatencyMs, adding);
        if (e.Has(RouterEventFlags.HasMakerFinal))
        {
            _makerKnown += step;
            _makerFinal += step * One(e, RouterEventFlags.MakerFinal);
        }

        if (e.Has(RouterEventFlags.MakerStart))
        {
            _makerStarts += step;
            _fallbacks += step * One(e, RouterEventFlags.UsedFallback);
        }

        if (!double.IsNaN(e.Ts))
        {
            _hours ??= new HourBucket?[24];
            (_hours[HourOf(e.Ts)] ??= new HourBucket()).Apply(e, adding);
        }

        if (!e.Has(RouterEventFlags.Marker))
        {
            ApplyOrder(e, step);
        }
    }

    private void ApplyOrder(in RouterEvent e, int step)
    {
        bool adding = step > 0;
        _orders += step;
        _makerOrders += step * One(e, RouterEventFlags.CountsAsMaker);
        _fallbackOrders += step * One(e, RouterEventFlags.CountsAsFallback);
        _rejectedOrders += step * One(e, RouterEventFlags.Rejected);
        Sample(_orderTimes, e.Ts, adding);
        if (adding ? _eventSlippage.Add(e.EventSlippageBps) : _eventSlippage.Remove(e.EventSlippageBps))
        {
            _eventSlippages += step;
        }
    }

    private static void Sample(OrderedSamples samples, double value, bool adding)
    {
        if (adding)
        {
            samples.Add(value);
        }
        else
        {
            samples.Remove(value);
        }
    }
}
