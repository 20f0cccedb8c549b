using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

/// <summary>Keeps what a feed hands over; snapshots as their recorded line, since the object itself is reused.</summary>
internal sealed class CollectingSink : IFeedSink
{
    public List<long> Seqs { get; } = [];

    public List<OrderFact> Facts { get; } = [];

    public List<FeedRejection> Rejections { get; } = [];

    /// <summary>Everything in order: <c>kind@ts</c>.</summary>
    public List<string> Order { get; } = [];

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        Seqs.Add(snapshot.Seq);
        Order.Add(FormattableString.Invariant($"snapshot@{snapshot.Ts}"));
    }

    public void OnFact(OrderFact fact)
    {
        Facts.Add(fact);
        Order.Add(FormattableString.Invariant($"{FeedKinds.Name(fact.Kind)}@{fact.Ts}"));
    }

    public void OnRejected(in FeedRejection rejection) => Rejections.Add(rejection);
}
