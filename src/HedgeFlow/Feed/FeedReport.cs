namespace HedgeFlow.Feed;

/// <summary>Where rejections of one feed go: the counters, the sink, and in strict reading an exception.</summary>
internal sealed class FeedReport(FeedOptions options, FeedCounters counters)
{
    public FeedOptions Options => options;

    public FeedCounters Counters => counters;

    public void Reject(in FeedRejection rejection, IFeedSink sink)
    {
        counters.CountRejected(rejection.Reason, rejection.Torn);
        sink.OnRejected(rejection);
        if (options.Strict)
        {
            throw new FeedFormatException(rejection);
        }
    }
}
