using HedgeFlow.Domain;

namespace HedgeFlow.Stages;

/// <summary>
/// One item of the feed on the latency-critical path: a snapshot or a fact. A snapshot is the reader's own reused object and is
/// valid only until the offer returns.
/// </summary>
public readonly record struct FeedItem(ExchangeSnapshot? Snapshot, OrderFact? Fact)
{
    /// <summary>Nothing more comes: the executor hands over what it still holds.</summary>
    public static FeedItem End => default;

    public static FeedItem Of(ExchangeSnapshot snapshot) => new(snapshot, null);

    public static FeedItem Of(OrderFact fact) => new(null, fact);
}
