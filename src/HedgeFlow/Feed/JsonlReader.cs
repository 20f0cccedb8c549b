using System.Buffers;
using System.IO.Pipelines;

namespace HedgeFlow.Feed;

/// <summary>
/// Splits a pipe into lines at LF without making a string of any. CRLF and byte order marks (at the start of any line,
/// as files glued together have them) are taken off. A line within one segment is handed out in place, one across
/// segments as a pooled copy. A line above the limit is dropped while it streams by; the next LF starts afresh.
/// </summary>
internal sealed class JsonlReader(PipeReader reader, int maxLineBytes) : ILineReader
{
    private const byte Lf = (byte)'\n';

    /// <summary>A limit on the line leaves room for its CR.</summary>
    private readonly long _maxWithCr = maxLineBytes + 1L;

    private readonly BlockingPipe _pipe = new(reader);
    private ReadOnlySequence<byte> _rest;
    private ReadOnlyMemory<byte> _first;
    private int _pos;
    private long _scanned;
    private bool _windowOpen;
    private bool _ended;
    private bool _skipping;
    private bool _failed;
    private long _nextOffset;
    private long _skipStart;
    private byte[] _copy = [];
    private ReadOnlyMemory<byte> _line;

    public ReadOnlySpan<byte> Line => _line.Span;

    public long LineNumber { get; private set; }

    public long Offset { get; private set; }

    public long Length => _nextOffset - Offset;

    public LineFlaw Flaw { get; private set; }

    public bool Terminated { get; private set; }

    public bool TryRead(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_windowOpen)
            {
                ReadOnlySpan<byte> span = _first.Span[_pos..];
                int lf = _scanned == 0 && !_skipping ? span.IndexOf(Lf) : -1;
                if (lf >= 0)
                {
                    TakeLine(_first.Slice(_pos, lf), lf + 1, terminated: true);
                    _pos += lf + 1;
                    return true;
                }

                if (TryReadAcrossSegments())
                {
                    return true;
                }
            }
            else if (_ended)
            {
                return TryEnd();
            }

            if (!_ended && !Fill(cancellationToken))
            {
                return false;
            }
        }
    }

    public void Dispose()
    {
        _pipe.Complete();
        _windowOpen = false;
        _ended = true;
        _line = default;
        ReturnCopy();
    }

    /// <summary>Looks for LF in what is left of the window; when there is none, gives the window back to be extended.</summary>
    private bool TryReadAcrossSegments()
    {
        _rest = _rest.Slice(_pos);
        _pos = 0;
        ReadOnlySequence<byte> unseen = _scanned == 0 ? _rest : _rest.Slice(_scanned);
        SequencePosition? lf = unseen.PositionOf(Lf);
        if (lf is { } end)
        {
            ReadOnlySequence<byte> line = _rest.Slice(_rest.Start, end);
            long length = line.Length;
            if (_skipping)
            {
                _skipping = false;
                Drop(_nextOffset + length + 1, terminated: true);
            }
            else
            {
                TakeLine(length > _maxWithCr ? default : Contiguous(line), length + 1, terminated: true);
            }

            StartWindow(_rest.Slice(_rest.GetPosition(1, end)));
            return true;
        }

        long held = _rest.Length;
        if (_skipping || held > _maxWithCr)
        {
            if (!_skipping)
            {
                _skipping = true;
                _skipStart = _nextOffset;
            }

            _nextOffset += held;
            _scanned = 0;
            CloseWindow(_rest.End);
            return false;
        }

        if (_ended)
        {
            _windowOpen = false;
            if (held > 0)
            {
                TakeLine(Contiguous(_rest), held, terminated: false);
                return true;
            }

            return false;
        }

        _scanned = held;
        CloseWindow(_rest.Start);
        return false;
    }

    private void CloseWindow(SequencePosition consumed)
    {
        if (!_ended)
        {
            _pipe.AdvanceTo(consumed, _rest.End);
        }

        _windowOpen = false;
    }

    private void StartWindow(ReadOnlySequence<byte> window)
    {
        _rest = window;
        _first = window.First;
        _pos = 0;
        _scanned = 0;
    }

    private bool TryEnd()
    {
        if (_skipping)
        {
            _skipping = false;
            Drop(_nextOffset, terminated: false);
            return true;
        }

        if (_failed)
        {
            _failed = false;
            LineNumber++;
            Offset = _nextOffset;
            _line = default;
            Flaw = LineFlaw.Unreadable;
            Terminated = false;
            return true;
        }

        return false;
    }

    private void TakeLine(ReadOnlyMemory<byte> raw, long length, bool terminated)
    {
        LineNumber++;
        Offset = _nextOffset;
        _nextOffset += length;
        Terminated = terminated;
        _line = Trim(raw);
        bool tooLong = length - (terminated ? 1 : 0) > _maxWithCr || _line.Length > maxLineBytes;
        Flaw = tooLong ? LineFlaw.TooLong : LineFlaw.None;
        if (tooLong)
        {
            _line = default;
        }
    }

    private void Drop(long nextOffset, bool terminated)
    {
        LineNumber++;
        Offset = _skipStart;
        _nextOffset = nextOffset;
        _line = default;
        Flaw = LineFlaw.TooLong;
        Terminated = terminated;
    }

    /// <summary>Takes off the CR of a CRLF and a byte order mark.</summary>
    internal static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> raw)
    {
        ReadOnlySpan<byte> span = raw.Span;
        if (span.IsEmpty)
        {
            return raw;
        }

        int start = span[0] == 0xEF && span.StartsWith("\uFEFF"u8) ? 3 : 0;
        int end = span.Length > start && span[^1] == '\r' ? span.Length - 1 : span.Length;
        return raw[start..end];
    }

    private ReadOnlyMemory<byte> Contiguous(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            return line.First;
        }

        int length = (int)line.Length;
        if (_copy.Length < length)
        {
            ReturnCopy();
            _copy = ArrayPool<byte>.Shared.Rent(length);
        }

        line.CopyTo(_copy);
        return _copy.AsMemory(0, length);
    }

    private void ReturnCopy()
    {
        byte[] copy = Interlocked.Exchange(ref _copy, []);
        if (copy.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private bool Fill(CancellationToken cancellationToken)
    {
        ReadResult result;
        try
        {
            result = _pipe.Read(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // What came before the damage is kept; what cannot be read is reported once.
            _failed = true;
            _ended = true;
            if (_pipe.TryRead(out ReadResult left))
            {
                _windowOpen = true;
                KeepScanned(left.Buffer);
            }

            return true;
        }

        _windowOpen = true;
        _ended = result.IsCompleted;
        KeepScanned(result.Buffer);
        if (result.IsCanceled && !result.IsCompleted)
        {
            // Nothing counts as looked at: lines in this window must come with the next read even if no more data does.
            _pipe.AdvanceTo(_rest.Start);
            _scanned = 0;
            _windowOpen = false;
            return false;
        }

        return true;
    }

    private void KeepScanned(ReadOnlySequence<byte> window)
    {
        long scanned = _scanned;
        StartWindow(window);
        _scanned = scanned;
    }
}
