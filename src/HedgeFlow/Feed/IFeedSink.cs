using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>Takes what a feed reads, on the thread that reads it: there is no queue between a line and its effect.</summary>
public interface IFeedSink
{
    /// <summary>A snapshot; it is reused and valid only during the call.</summary>
    void OnSnapshot(ExchangeSnapshot snapshot);

    /// <summary>Any other record; immutable.</summary>
    void OnFact(OrderFact fact);

    /// <summary>A line that was not taken.</summary>
    void OnRejected(in FeedRejection rejection);
}
