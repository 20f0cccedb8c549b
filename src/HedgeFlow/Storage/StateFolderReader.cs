using HedgeFlow.State;

namespace HedgeFlow.Storage;

/// <summary>
/// Reads state files that another program replaces: nothing is locked, and a file that does not parse is read once more after a
/// moment, since a copy by hand may be in flight. Source: state contract, mirror rules.
/// </summary>
/// <param name="folder">The state folder.</param>
/// <param name="follows">
/// For a loop that reads the same files again and again, on one thread: a file that did not change since two readings is not read a
/// third time, and one that is missing is looked for once more.
/// </param>
public sealed class StateFolderReader(string folder, bool follows = false)
{
    /// <summary>Files beyond this are not read, bytes.</summary>
    public const long MaxBytes = 64 << 20;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    /// <summary>The content of a file; null when it is not there. One that cannot be read counts as one that is no JSON.</summary>
    public SurfaceContent? Read(string file)
    {
        if (follows && _readings.TryGetValue(file, out Reading? last) && last.Settled && last.Stamp == FileStamp.Of(Path.Combine(folder, file)))
        {
            return last.Content;
        }

        SurfaceContent? content = ReadOnce(file);
        if (content is { Valid: false } or { Bytes: 0 } || (follows && content is null))
        {
            using var pause = new ManualResetEventSlim();
            pause.Wait(RetryDelay);
            content = ReadOnce(file);
        }

        return content;
    }

    /// <summary>Documents in the folder that no contract version knows, in order; nothing that is still being written.</summary>
    public IReadOnlyList<string> Unregistered()
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.json").Select(path => Path.GetFileName(path))
                .Where(file => StateCatalog.OfFile(file) is null).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private SurfaceContent? ReadOnce(string file)
    {
        try
        {
            using var stream = new FileStream(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            if (stream.Length > MaxBytes)
            {
                return new SurfaceContent(null, false, stream.Length, null, "$: larger than 64 MiB");
            }

            var bytes = new byte[stream.Length];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            DateTime written = File.GetLastWriteTimeUtc(stream.SafeFileHandle);
            var stamp = new FileStamp(read, written);
            if (follows && _readings.TryGetValue(file, out Reading? last) && last.Stamp == stamp && last.Bytes.AsSpan().SequenceEqual(bytes.AsSpan(0, read)))
            {
                _readings[file] = last with { Settled = true };
                return last.Content;
            }

            SurfaceContent content = SurfaceContent.Read(bytes.AsSpan(0, read)) with { WrittenTs = written.Subtract(DateTime.UnixEpoch).TotalSeconds };
            if (follows)
            {
                _readings[file] = new Reading(stamp, bytes, content, Settled: false);
            }

            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SurfaceContent(null, false, 0, null, "$: cannot be read");
        }
    }

    /// <param name="Stamp">The file as it was then.</param>
    /// <param name="Bytes">What was read.</param>
    /// <param name="Content">What it says.</param>
    /// <param name="Settled">Read twice with the same result: a write in the same instant of the file system's clock is ruled out.</param>
    private sealed record Reading(FileStamp Stamp, byte[] Bytes, SurfaceContent Content, bool Settled);
}
