using System.Globalization;
using System.IO.Compression;
using System.Text;
using HedgeFlow.Storage;
using Microsoft.Win32.SafeHandles;

namespace HedgeFlow.Tests.Storage;

/// <summary>
/// Follows a rotating file of numbered lines as a program of somebody else would: to the end of what it has open, then on in the
/// generation that begins with the next number. Every line must be the next one, byte for byte. Own thread; locks nothing.
/// </summary>
internal sealed class FollowingReader
{
    private readonly string _path;
    private readonly int _backups;
    private readonly Thread _thread;
    private readonly byte[] _buffer = new byte[1 << 16];
    private SafeFileHandle? _file;
    private long _offset;
    private int _held;
    private long _next;
    private volatile bool _stopping;

    public FollowingReader(string path, int backups)
    {
        (_path, _backups) = (path, backups);
        _thread = new Thread(Run) { Name = "follower", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The number that must come next: as many lines have been seen.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Times it went on in another file.</summary>
    public int Switches { get; private set; }

    /// <summary>What was wrong; null = nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads what is left and ends.</summary>
    public void Finish()
    {
        _stopping = true;
        _thread.Join();
        _file?.Dispose();
    }

    public static byte[] Line(long number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"i\":{number}}}\n"));

    /// <summary>Number of the first line of a file; null when it has none yet or is gone.</summary>
    public static long? FirstOf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(content);
            return reader.ReadLine() is { } line && line.EndsWith('}') ? long.Parse(line.AsSpan(5, line.Length - 6), CultureInfo.InvariantCulture) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Run()
    {
        while (Problem is null)
        {
            bool last = _stopping;
            if (!ReadOn() && !Switch() && last)
            {
                return;
            }
        }
    }

    /// <summary>Takes what has been added to the open file; false when it is read through.</summary>
    private bool ReadOn()
    {
        if (_file is null)
        {
            return false;
        }

        int read = RandomAccess.Read(_file, _buffer.AsSpan(_held), _offset);
        if (read == 0)
        {
            return false;
        }

        _offset += read;
        ReadOnlySpan<byte> text = _buffer.AsSpan(0, _held + read);
        while (text.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (!text[..(end + 1)].SequenceEqual(Line(_next)))
            {
                Problem = $"line {_next} is {Encoding.UTF8.GetString(text[..end])}";
                return true;
            }

            Volatile.Write(ref _next, _next + 1);
            text = text[(end + 1)..];
        }

        text.CopyTo(_buffer);
        _held = text.Length;
        return true;
    }

    private bool Switch()
    {
        for (int generation = 0; generation < _backups; generation++)
        {
            string name = JsonlRotation.NameOf(_path, generation);
            if ((_file is not null && _next == 0) || FirstOf(name) != _next)
            {
                continue;
            }

            SafeFileHandle file = File.OpenHandle(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (FirstOfHandle(file) != _next)
            {
                // It was moved in between: look again.
                file.Dispose();
                return true;
            }

            if (_held > 0)
            {
                Problem = $"a torn line before {_next}: {Encoding.UTF8.GetString(_buffer, 0, _held)}";
            }

            _file?.Dispose();
            (_file, _offset) = (file, 0);
            Switches++;
            return true;
        }

        return false;
    }

    private static long? FirstOfHandle(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[32];
        int read = RandomAccess.Read(file, start, 0);
        int end = start[..read].IndexOf((byte)'}');
        return end > 5 && long.TryParse(start[5..end], CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
