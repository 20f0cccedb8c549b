using HedgeFlow.Serialization;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Storage;

/// <summary>
/// Appends lines to one JSONL file: one write call per line, never a change to what is there, rotation by size. A torn last line,
/// left by a killed process or a full disk, is closed before the next line. Failures are counted and reported, never thrown.
/// One writer per file; not thread-safe. Source: services contract, line rules and rotation.
/// </summary>
public sealed class JsonlAppender : IDisposable
{
    private readonly JsonlOptions _options;
    private readonly IFileSystem _files;
    private readonly string _name;
    private FileHandle _file;
    private bool _isOpen;
    private bool _disposed;
    private bool _fresh;
    private bool _unsynced;
    private long _length;
    private long _rotateAt;
    private long _lastSync;

    /// <param name="path">The live file; its folder and the archive folder beside it are made at the first line.</param>
    /// <param name="options">Limits and seams; the contract's defaults when null.</param>
    public JsonlAppender(string path, JsonlOptions? options = null)
    {
        _options = options ?? new JsonlOptions();
        _files = _options.FileSystem;
        Path = System.IO.Path.GetFullPath(path);
        _name = System.IO.Path.GetFileName(Path);
        _lastSync = _options.Time.GetTimestamp();
    }

    public string Path { get; }

    public long Lines { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Calls that failed: lines not written, syncs, rotations.</summary>
    public long Failures { get; private set; }

    public long Rotations { get; private set; }

    /// <summary>Torn last lines that were closed by a line end of their own.</summary>
    public long TornLines { get; private set; }

    /// <summary>Reason of the last failure, one line.</summary>
    public string? LastError { get; private set; }

    /// <summary>Appends one encoded line. False when it is not, or not wholly, in the file: it may be appended again.</summary>
    /// <param name="line">The bytes of one line, the line end included.</param>
    public bool Append(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line.IndexOf((byte)'\n') != line.Length - 1)
        {
            throw new ArgumentException("exactly one line with its end", nameof(line));
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            Open();
            RotateWhenFull(line.Length);
            _files.Write(_file, line);
        }
#pragma warning disable CA1031 // A failing disk surfaces as more than IOException, and nothing may leave a log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail("line not written", e);
            Drop();
            return false;
        }

        _length += line.Length;
        _fresh = false;
        _unsynced = true;
        Lines++;
        Bytes += line.Length;
        if (_options.SyncInterval is { } interval && _options.Time.GetElapsedTime(_lastSync) >= interval)
        {
            Sync();
            ReopenWhenReplaced();
        }

        return true;
    }

    /// <summary>Forces what was appended to the disk. False when that failed; the lines may still arrive there.</summary>
    public bool Sync()
    {
        _lastSync = _options.Time.GetTimestamp();
        if (!_isOpen || !_unsynced || _options.SyncInterval is null)
        {
            return true;
        }

        try
        {
            _files.Sync(_file);
            _unsynced = false;
            return true;
        }
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail("not forced to the disk", e);
            Drop();
            return false;
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Sync();
            Drop();
        }
    }

    private void Open()
    {
        if (_isOpen)
        {
            return;
        }

        long? before = _files.LengthOf(Path);
        if (before is null)
        {
            _files.CreateDirectory(JsonlRotation.ArchiveFolder(Path));
        }

        bool torn = before > 0 && LastByte() != '\n';
        _file = _files.OpenAppend(Path);
        _isOpen = true;
        _fresh = before is null;
        _length = _files.Length(_file);
        if (torn)
        {
            _files.Write(_file, "\n"u8);
            _length++;
            TornLines++;
            _options.Log?.Invoke($"{_name}: closed a torn last line");
        }
    }

    private int LastByte()
    {
        using Stream content = _files.OpenRead(Path);
        content.Seek(-1, SeekOrigin.End);
        return content.ReadByte();
    }

    private void RotateWhenFull(int incoming)
    {
        if (_options.BackupCount <= 0 || _options.MaxBytes <= 0 || _fresh
            || _length + incoming <= _options.MaxBytes || _length + incoming <= _rotateAt)
        {
            return;
        }

        Sync();
        Drop();
        try
        {
            JsonlRotation.Shift(Path, _options);
            Rotations++;
            _rotateAt = 0;
        }
#pragma warning disable CA1031 // The line is worth more than the limit: it goes to the file that is there.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail("not rotated", e);

            // Each attempt moves the older generations on, so the next one waits for a tenth of the limit.
            _rotateAt = _length + _options.MaxBytes / 10;
        }

        Open();
    }

    /// <summary>Somebody removed, cut or replaced the file: go on in the one that has the name now.</summary>
    private void ReopenWhenReplaced()
    {
        try
        {
            if (_isOpen && _files.LengthOf(Path) != _length)
            {
                Drop();
            }
        }
#pragma warning disable CA1031 // The line is in the file; whether it still has its name is asked again in a second.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail("not found", e);
        }
    }

    private void Drop()
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        _unsynced = false;
        try
        {
            _files.Close(_file);
        }
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail("not closed", e);
        }
    }

    private void Fail(string what, Exception e)
    {
        Failures++;
        LastError = $"{what}: {Redactor.Exception(e)}";
        StorageMetrics.JournalFailures.Add(1, new KeyValuePair<string, object?>(MetricNames.TagFile, _name));
        _options.Log?.Invoke($"{_name}: {LastError}");
    }
}
