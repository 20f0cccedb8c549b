namespace HedgeFlow.Feed;

/// <summary>Lines of a stream as they come: standard input, a socket, another program. Not sorted: what is read is acted on at once.</summary>
public sealed class StreamFeed : IFeedSource
{
    private readonly LineCursor _cursor;

    /// <param name="stream">Where lines come from.</param>
    /// <param name="name">What reports call it, for example <c>stdin</c>.</param>
    /// <param name="options">How to read.</param>
    /// <param name="leaveOpen">The stream is not closed with the feed.</param>
    public StreamFeed(Stream stream, string name, FeedOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        FeedOptions how = options ?? FeedOptions.Default;
        _cursor = new LineCursor(FeedInputs.Lines(stream, how, leaveOpen), name, 0, new FeedParser(name), new FeedReport(how, Counters));
    }

    /// <summary>Standard input, read on the calling thread; a cancelled wait returns within a moment.</summary>
    public static StreamFeed StandardInput(FeedOptions? options = null)
    {
        Stream input = Console.OpenStandardInput();
        return new StreamFeed(OperatingSystem.IsWindows() ? input : new PolledInputStream(0, input), "stdin", options);
    }

    public FeedCounters Counters { get; } = new();

    public FeedPosition Position { get; private set; }

    public bool TryRead(IFeedSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (!_cursor.TryAdvance(sink, cancellationToken))
        {
            return false;
        }

        Position = _cursor.Position;
        _cursor.Deliver(sink);
        return true;
    }

    public void Dispose() => _cursor.Dispose();
}
