using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace HedgeFlow.Storage;

/// <summary>
/// The lines of an open file from the last to the first, in blocks: the newest lines of a big log cost no more than those of a
/// small one. Not thread-safe.
/// </summary>
internal sealed class BackwardLineReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly int _block;
    private byte[] _buffer;
    private int _count;
    private int _searchTo;
    private long _position;
    private bool _started;
    private bool _ended;

    /// <param name="file">Open for reading; not closed here.</param>
    /// <param name="length">Where to begin: the file's length when it was opened.</param>
    /// <param name="block">Bytes per read.</param>
    public BackwardLineReader(SafeFileHandle file, long length, int block = 64 * 1024)
    {
        _file = file;
        _block = block;
        _position = length;
        _buffer = ArrayPool<byte>.Shared.Rent(block);
    }

    /// <summary>Longest line that is handed out, in bytes; a longer one is skipped.</summary>
    public const int LongestLine = 4 * 1024 * 1024;

    /// <summary>The file became shorter while it was read: somebody cut it, and the rest makes no sense.</summary>
    public bool Shrunk { get; private set; }

    /// <summary>The line that was just read is too long and was skipped.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Where the line that was just read begins in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>The line before the last one read, without its end; valid until the next call.</summary>
    public bool TryPrevious(out ReadOnlySpan<byte> line)
    {
        TooLong = false;
        line = default;
        if (!_started && !Start())
        {
            return false;
        }

        while (!_ended)
        {
            int end = _buffer.AsSpan(0, _searchTo).LastIndexOf((byte)'\n');
            if (end >= 0)
            {
                Offset = _position + end + 1;
                line = TooLong ? default : _buffer.AsSpan(end + 1, _count - end - 1);
                _count = _searchTo = end;
                return true;
            }

            if (_position == 0)
            {
                _ended = true;
                Offset = 0;
                line = TooLong ? default : _buffer.AsSpan(0, _count);
                return true;
            }

            if (_count > LongestLine)
            {
                TooLong = true;
                _count = 0;
            }

            if (!ReadBlock())
            {
                return false;
            }
        }

        return false;
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads the last block and takes off the end of the last line, which is no line of its own.</summary>
    private bool Start()
    {
        _started = true;
        if (_position == 0 || !ReadBlock())
        {
            _ended = true;
            return false;
        }

        if (_buffer[_count - 1] == '\n')
        {
            _count--;
            _searchTo = _count;
        }

        return true;
    }

    /// <summary>Puts the block before what is unread into the buffer; doubles with the line, so that a long line is not moved for each block.</summary>
    private bool ReadBlock()
    {
        int size = (int)Math.Min(_position, Math.Max(_block, _count));
        if (size + _count > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(size + _count);
            _buffer.AsSpan(0, _count).CopyTo(larger.AsSpan(size));
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(0, _count).CopyTo(_buffer.AsSpan(size));
        }

        long from = _position - size;
        int done = 0;
        while (done < size)
        {
            int read = RandomAccess.Read(_file, _buffer.AsSpan(done, size - done), from + done);
            if (read == 0)
            {
                Shrunk = true;
                _ended = true;
                return false;
            }

            done += read;
        }

        _position = from;
        _count += size;
        _searchTo = size;
        return true;
    }
}
