using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Ends a run after so many ticks. A tick is a snapshot and the records behind it, its intents above all: the run goes on until the
/// next snapshot, which is not taken any more, or until nothing has come for a moment.
/// </summary>
/// <param name="inner">Gets what belongs to the ticks.</param>
/// <param name="ticks">How many.</param>
/// <param name="last">Told that the last snapshot has been handed over: what follows must come soon.</param>
internal sealed class LastTickSink(IFeedSink inner, long ticks, Action last) : IFeedSink
{
    private long _seen;

    /// <summary>The last tick is over.</summary>
    public bool Done { get; private set; }

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        if (_seen == ticks)
        {
            Done = true;
            return;
        }

        inner.OnSnapshot(snapshot);
        if (++_seen == ticks)
        {
            last();
        }
    }

    public void OnFact(OrderFact fact)
    {
        if (!Done)
        {
            inner.OnFact(fact);
        }
    }

    public void OnRejected(in FeedRejection rejection) => inner.OnRejected(rejection);
}
