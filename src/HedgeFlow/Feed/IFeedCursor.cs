namespace HedgeFlow.Feed;

/// <summary>Stands on one record of one input.</summary>
internal interface IFeedCursor : IDisposable
{
    /// <summary>Time of the record, epoch seconds.</summary>
    double Ts { get; }

    FeedPosition Position { get; }

    /// <summary>Moves to the next record, handing rejected lines on the way to the sink; false at the end and when cancelled.</summary>
    bool TryAdvance(IFeedSink sink, CancellationToken cancellationToken);

    /// <summary>Hands the record over.</summary>
    void Deliver(IFeedSink sink);
}
