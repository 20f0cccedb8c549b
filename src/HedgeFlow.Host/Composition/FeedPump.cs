using System.Diagnostics;
using HedgeFlow.Dataflow;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Stages;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Hands what a feed reads to the head of the graph, on the reading thread. In a replay it moves the clock first, so that the
/// record's time is the time of everything the record causes.
/// </summary>
internal sealed class FeedPump(Pipeline<FeedItem> pipeline, FeedClock? clock, Action<FeedRejection> rejected) : IFeedSink
{
    /// <summary>Snapshots offered.</summary>
    public long Ticks { get; private set; }

    /// <summary>Other records offered.</summary>
    public long Facts { get; private set; }

    /// <summary>False once the pipeline takes nothing more.</summary>
    public bool Open { get; private set; } = true;

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        clock?.AdvanceTo(snapshot.Ts);
        using Activity? tick = TickTrace.Begin(snapshot.Prices.Count);
        Open = pipeline.Offer(FeedItem.Of(snapshot));
        Ticks++;
    }

    public void OnFact(OrderFact fact)
    {
        clock?.AdvanceTo(fact.Ts);
        Open = pipeline.Offer(FeedItem.Of(fact));
        Facts++;
    }

    public void OnRejected(in FeedRejection rejection) => rejected(rejection);

    /// <summary>What the executor still holds goes on its way.</summary>
    public void End() => Open = pipeline.Offer(FeedItem.End);
}
