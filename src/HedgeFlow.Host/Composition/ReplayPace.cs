using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Host.Composition;

/// <summary>Holds a replay back to a multiple of real time, so that a recording can be watched.</summary>
internal sealed class ReplayPace(IFeedSink inner, double speed, TimeProvider time, CancellationToken stop) : IFeedSink
{
    private readonly long _start = time.GetTimestamp();
    private double _first = double.NaN;

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        WaitFor(snapshot.Ts);
        inner.OnSnapshot(snapshot);
    }

    public void OnFact(OrderFact fact)
    {
        WaitFor(fact.Ts);
        inner.OnFact(fact);
    }

    public void OnRejected(in FeedRejection rejection) => inner.OnRejected(rejection);


    private void WaitFor(double ts)
    {
        if (double.IsNaN(_first))
        {
            _first = ts;
        }

        double due = (ts - _first) / speed - time.GetElapsedTime(_start).TotalSeconds;
        if (due > 0)
        {
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(Math.Min(due, int.MaxValue / 1000)));
        }
    }
}
