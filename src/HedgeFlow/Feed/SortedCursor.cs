using System.Buffers;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>
/// Records of one input that is not in time order, sorted by time and then by line. Reads the input once to validate it and
/// to note where each record is, then fetches the lines one by one: 24 bytes of memory a record, whatever their length.
/// </summary>
internal sealed class SortedCursor(FeedInput input, int index, SymbolTable symbols, FeedReport report) : IFeedCursor
{
    private readonly ExchangeSnapshot _snapshot = new();

    // The first pass has checked the sequence in the order of the lines.
    private readonly FeedParser _parser = new(input.Name, symbols, checkSeq: false);
    private readonly List<Entry> _entries = [];
    private LineCursor? _scan;
    private Stream? _content;
    private OrderFact? _fact;
    private byte[] _buffer = [];
    private int _next;

    public double Ts => _fact?.Ts ?? _snapshot.Ts;

    public FeedPosition Position { get; private set; }

    public bool TryAdvance(IFeedSink sink, CancellationToken cancellationToken)
    {
        if (_content is null && !TryIndex(sink, cancellationToken))
        {
            return false;
        }

        while (_next < _entries.Count && !cancellationToken.IsCancellationRequested)
        {
            Entry entry = _entries[_next++];
            Position = new FeedPosition(index, input.Name, entry.Line, entry.Offset);
            if (TryFetch(entry))
            {
                return true;
            }

            report.Reject(new FeedRejection(input.Name, entry.Line, FeedReasons.Unreadable, entry.Offset), sink);
        }

        return false;
    }

    public void Deliver(IFeedSink sink)
    {
        if (_fact is not null)
        {
            sink.OnFact(_fact);
        }
        else
        {
            sink.OnSnapshot(_snapshot);
        }
    }

    public void Dispose()
    {
        _scan?.Dispose();
        _content?.Dispose();
        _snapshot.Dispose();
        ReturnBuffer();
    }

    private bool TryIndex(IFeedSink sink, CancellationToken cancellationToken)
    {
        _scan ??= new LineCursor(
            FeedInputs.Lines(input, report.Options, progress: null), input.Name, index, new FeedParser(input.Name, symbols), report);
        while (_scan.TryAdvance(sink, cancellationToken))
        {
            FeedPosition at = _scan.Position;
            _entries.Add(new Entry(_scan.Ts, at.Offset, _scan.LineBytes, checked((int)at.Line)));
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        _scan.Dispose();
        _scan = null;
        _entries.Sort(static (a, b) => a.Ts != b.Ts ? a.Ts.CompareTo(b.Ts) : a.Line.CompareTo(b.Line));
        _content = FeedInputs.Seekable(input);
        return true;
    }

    /// <summary>Reads a record again; false when the file is no longer what it was when it was indexed.</summary>
    private bool TryFetch(in Entry entry)
    {
        if (_buffer.Length < entry.Length)
        {
            ReturnBuffer();
            _buffer = ArrayPool<byte>.Shared.Rent(entry.Length);
        }

        try
        {
            _content!.Position = entry.Offset;
            _content.ReadExactly(_buffer, 0, entry.Length);
        }
        catch (IOException)
        {
            return false;
        }

        ReadOnlySpan<byte> line = JsonlReader.Trim(_buffer.AsMemory(0, entry.Length)).Span;
        return _parser.Parse(line, _snapshot, out _fact, out _) is FeedOutcome.Snapshot or FeedOutcome.Fact && Ts == entry.Ts;
    }

    private void ReturnBuffer()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private readonly record struct Entry(double Ts, long Offset, int Length, int Line);
}
