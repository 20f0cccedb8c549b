namespace HedgeFlow.Feed;

/// <summary>Records of a feed, one after the other, pulled by the thread that acts on them. Not thread-safe.</summary>
public interface IFeedSource : IDisposable
{
    /// <summary>What was read so far; may be read by other threads.</summary>
    FeedCounters Counters { get; }

    /// <summary>Where the record handed over last stood.</summary>
    FeedPosition Position { get; }

    /// <summary>
    /// Reads until one record was handed to <paramref name="sink"/>; rejected lines on the way are handed over too.
    /// Waits when a live source has nothing yet. False at the end of the feed and when cancelled.
    /// </summary>
    /// <exception cref="FeedFormatException">A line was rejected and <see cref="FeedOptions.Strict"/> is set.</exception>
    bool TryRead(IFeedSink sink, CancellationToken cancellationToken);
}
