using HedgeFlow.State;

namespace HedgeFlow.Storage;

/// <summary>
/// Reads state files that another program replaces: nothing is locked, and a file that does not parse is read once more after a
/// moment, since a copy by hand may be in flight. Source: state contract, mirror rules.
/// </summary>
/// <param name="folder">The state folder.</param>
public sealed class StateFolderReader(string folder)
{
    /// <summary>Files beyond this are not read, bytes.</summary>
    public const long MaxBytes = 64 << 20;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>The content of a file; null when it is not there. One that cannot be read counts as one that is no JSON.</summary>
    public SurfaceContent? Read(string file)
    {
        SurfaceContent? content = ReadOnce(file);
        if (content is { Valid: false } or { Bytes: 0 })
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
            double written = File.GetLastWriteTimeUtc(stream.SafeFileHandle).Subtract(DateTime.UnixEpoch).TotalSeconds;
            return SurfaceContent.Read(bytes.AsSpan(0, read)) with { WrittenTs = written };
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
}
