namespace HedgeFlow.Feed;

/// <summary>
/// Recorded files, one or many, in time order; ties keep the order of the files, then of the lines. A file out of order
/// inside is sorted too. Files are read as a stream, never whole.
/// </summary>
public sealed class RecordedFeed : IFeedSource
{
    private readonly IReadOnlyList<FeedInput> _inputs;
    private readonly FeedReport _report;
    private readonly SymbolTable _symbols = new();
    private readonly ReadProgress _progress = new();
    private readonly List<IFeedCursor> _cursors = [];
    private FeedMerge? _merge;

    public RecordedFeed(IReadOnlyList<FeedInput> inputs, FeedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _inputs = inputs;
        _report = new FeedReport(options ?? FeedOptions.Default, Counters);
        foreach (FeedInput input in inputs)
        {
            BytesTotal += input.Bytes;
        }
    }

    /// <summary>Files and folders, folders in the order of <see cref="FeedFiles"/>.</summary>
    /// <exception cref="FileNotFoundException">A path leads nowhere.</exception>
    public static RecordedFeed Open(IEnumerable<string> paths, FeedOptions? options = null) =>
        new([.. FeedFiles.Resolve(paths).Select(FeedInput.File)], options);

    public FeedCounters Counters { get; } = new();

    public FeedPosition Position => _merge?.Position ?? default;

    /// <summary>Size of all inputs as stored.</summary>
    public long BytesTotal { get; }

    /// <summary>How much of it has been read; may be asked by any thread.</summary>
    public long BytesRead => _progress.Bytes;

    public bool TryRead(IFeedSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        while (_cursors.Count < _inputs.Count)
        {
            IFeedCursor cursor = FeedInputs.Cursor(_inputs[_cursors.Count], _cursors.Count, _symbols, _report, _progress, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                cursor.Dispose();
                return false;
            }

            _cursors.Add(cursor);
        }

        _merge ??= new FeedMerge(_cursors);
        return _merge.TryRead(sink, cancellationToken);
    }

    public void Dispose()
    {
        foreach (IFeedCursor cursor in _cursors)
        {
            cursor.Dispose();
        }

        _cursors.Clear();
    }
}
