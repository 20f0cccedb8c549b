namespace HedgeFlow.Feed;

/// <summary>
/// Several inputs as one, by record time; ties keep the order of the inputs. Holds one record of each. Each cursor is in
/// time order itself. Source: feed contract, merge.
/// </summary>
internal sealed class FeedMerge(IReadOnlyList<IFeedCursor> cursors)
{
    private readonly PriorityQueue<IFeedCursor, (double Ts, int Index)> _waiting = new(cursors.Count);
    private IFeedCursor? _current;
    private int _started;

    /// <summary>Where the record handed over last stood.</summary>
    public FeedPosition Position { get; private set; }

    public bool TryRead(IFeedSink sink, CancellationToken cancellationToken)
    {
        while (_started < cursors.Count)
        {
            if (!TryEnqueue(cursors[_started], sink, cancellationToken))
            {
                return false;
            }

            _started++;
        }

        // The cursor that gave the last record moves on only now: until here its record had to stay as it is.
        if (_current is { } current)
        {
            if (!TryEnqueue(current, sink, cancellationToken))
            {
                return false;
            }

            _current = null;
        }

        if (!_waiting.TryDequeue(out IFeedCursor? next, out _))
        {
            return false;
        }

        _current = next;
        Position = next.Position;
        next.Deliver(sink);
        return true;
    }

    private bool TryEnqueue(IFeedCursor cursor, IFeedSink sink, CancellationToken cancellationToken)
    {
        if (cursor.TryAdvance(sink, cancellationToken))
        {
            _waiting.Enqueue(cursor, (cursor.Ts, cursor.Position.FileIndex));
            return true;
        }

        return !cancellationToken.IsCancellationRequested;
    }
}
