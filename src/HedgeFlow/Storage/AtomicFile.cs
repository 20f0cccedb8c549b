using System.Globalization;
using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>
/// Replaces one file as a whole: readers see the old or the new content, never a part. A write that fails leaves the old file,
/// removes its temporary one, counts, and reports one line; it never throws. One writer per file; not thread-safe.
/// Source: state contract, atomic write.
/// </summary>
public sealed class AtomicFile
{
    /// <summary>What Windows reports while a reader holds the target.</summary>
    private const int SharingViolation = unchecked((int)0x80070020);

    private const int AlreadyThere = 17;
    private const int AlreadyThereOnWindows = unchecked((int)0x80070050);
    private const int NameAttempts = 8;

    private static readonly int[] RetryDelaysMs = [5, 10, 20];

    private static long _sequence;

    private readonly IFileSystem _files;
    private readonly Durability _durability;
    private readonly Action<string>? _log;
    private readonly string _directory;
    private string _temporary;
    private long _writes;
    private long _failures;
    private volatile string? _lastError;

    /// <param name="path">The file to replace; its folder is made when missing.</param>
    /// <param name="files">Where the calls go; the machine's file system when null.</param>
    /// <param name="durability">What a finished write survives.</param>
    /// <param name="log">Gets one line per failed write: file name and reason, without folders.</param>
    public AtomicFile(string path, IFileSystem? files = null, Durability durability = Durability.Fast, Action<string>? log = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        Name = System.IO.Path.GetFileName(Path);
        _directory = System.IO.Path.GetDirectoryName(Path) ?? throw new ArgumentException("not a file path", nameof(path));
        _files = files ?? PhysicalFileSystem.Instance;
        _durability = durability;
        _log = log;
        _temporary = NextTemporary();
    }

    public string Path { get; }

    /// <summary>File name without its folder.</summary>
    public string Name { get; }

    public long Writes => Interlocked.Read(ref _writes);

    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Reason of the last failure, one line; null when the last write worked.</summary>
    public string? LastError => _lastError;

    /// <summary>Replaces the content. False when the old content is still there.</summary>
    public bool Write(ReadOnlySpan<byte> content)
    {
        try
        {
            Replace(content);
        }
#pragma warning disable CA1031 // A failing disk surfaces as more than IOException; a publisher must survive every one of them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _failures);
            _lastError = Redactor.Exception(e);
            _log?.Invoke($"{Name}: write failed: {_lastError}");
            return false;
        }

        Interlocked.Increment(ref _writes);
        _lastError = null;
        return true;
    }

    private void Replace(ReadOnlySpan<byte> content)
    {
        FileHandle file = Create(content.Length);
        bool open = true;
        try
        {
            _files.Write(file, content);
            if (_durability == Durability.Fsync)
            {
                _files.Sync(file);
            }

            open = false;
            _files.Close(file);
            Rename();
        }
        catch
        {
            Abandon(file, open);
            throw;
        }

        if (_durability == Durability.Fsync)
        {
            _files.SyncDirectory(_directory);
        }
    }

    private FileHandle Create(long length)
    {
        bool madeDirectory = false;
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return _files.CreateNew(_temporary, length);
            }
            catch (DirectoryNotFoundException) when (!madeDirectory)
            {
                madeDirectory = true;
                _files.CreateDirectory(_directory);
            }
            catch (IOException e) when (e.HResult is AlreadyThere or AlreadyThereOnWindows && attempt < NameAttempts)
            {
                // Left over by a killed process that had the same id, or planted: never open what is there.
                _temporary = NextTemporary();
            }
        }
    }

    private void Rename()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                _files.Rename(_temporary, Path);
                return;
            }
            catch (IOException e) when (e.HResult == SharingViolation && attempt < RetryDelaysMs.Length)
            {
                using var never = new ManualResetEventSlim();
                never.Wait(RetryDelaysMs[attempt]);
            }
        }
    }

    private string NextTemporary() =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}.{Environment.ProcessId}.{Interlocked.Increment(ref _sequence)}.tmp");

    /// <summary>Closes and removes what a failed write left. The failure that led here is the one to report.</summary>
    private void Abandon(FileHandle file, bool open)
    {
        // The name is given up as well: after a failed fsync nothing about this file can be trusted, and its removal may fail.
        string abandoned = _temporary;
        _temporary = NextTemporary();
#pragma warning disable CA1031
        try
        {
            if (open)
            {
                _files.Close(file);
            }
        }
        catch (Exception)
        {
        }

        try
        {
            _files.Delete(abandoned);
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }
}
