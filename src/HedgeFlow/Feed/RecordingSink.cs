using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>Records every record on its way to another sink.</summary>
public sealed class RecordingSink(IFeedSink inner, FeedRecorder recorder) : IFeedSink
{
    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        recorder.Record(snapshot);
        inner.OnSnapshot(snapshot);
    }

    public void OnFact(OrderFact fact)
    {
        recorder.Record(fact);
        inner.OnFact(fact);
    }

    public void OnRejected(in FeedRejection rejection) => inner.OnRejected(rejection);
}
