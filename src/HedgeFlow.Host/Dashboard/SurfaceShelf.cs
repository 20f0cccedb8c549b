using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Dashboard;

/// <summary>
/// Reads state files that somebody else replaces: nothing is locked, a torn read is tried once more, a file beyond the cap is left
/// alone, and the last good content is kept for a day. A file that did not change is not read again.
/// Source: services contract, single page. Not thread-safe.
/// </summary>
internal sealed class SurfaceShelf(string folder, TimeProvider time)
{
    public const long MaxBytes = 16 << 20;

    /// <summary>Written by other programs of a desk, never by this product; the page shows its word when it is there.</summary>
    private const string Foreign = "vol_regimes.json";

    private const double LastKnownSeconds = 86400;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="file">Name of a registered surface file; nothing else is ever opened.</param>
    public SurfaceReading Read(string file)
    {
        if (StateCatalog.OfFile(file) is null && file != Foreign)
        {
            return new SurfaceReading(null, "missing", false, null, 0);
        }

        double now = time.EpochSeconds();
        Entry entry = _entries.TryGetValue(file, out Entry? known) ? known : _entries[file] = new Entry();
        Refresh(entry, Path.Combine(folder, file), now);
        bool lastKnown = entry.Error is not null && entry.Good is not null && now - entry.GoodAt <= LastKnownSeconds;
        JsonObject? document = entry.Error is null || lastKnown ? entry.Good : null;
        return new SurfaceReading(document, entry.Error, lastKnown, document is null ? null : SnapshotAge.Of(document, now), entry.Length);
    }

    /// <summary>Changes whenever a registered file was replaced, appeared or went.</summary>
    public long Stamp()
    {
        var hash = new HashCode();
        foreach (StateEntry entry in StateCatalog.Entries)
        {
            var info = new FileInfo(Path.Combine(folder, entry.File));
            hash.Add(info.Exists ? info.LastWriteTimeUtc.Ticks : 0);
        }

        return hash.ToHashCode();
    }

    private static void Refresh(Entry entry, string path, double now)
    {
        for (int attempt = 0; ; attempt++)
        {
            bool again = TryRefresh(entry, path, now);
            if (!again || attempt == 1)
            {
                return;
            }

            // A replace may be in flight: once more, a little later.
            using var pause = new ManualResetEventSlim();
            pause.Wait(RetryDelay);
        }
    }

    /// <summary>True when a second try may do better.</summary>
    private static bool TryRefresh(Entry entry, string path, double now)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            long length = stream.Length;
            long written = File.GetLastWriteTimeUtc(stream.SafeFileHandle).Ticks;
            if (entry.Written == written && entry.Length == length && entry.Error is null)
            {
                entry.GoodAt = now;
                return false;
            }

            (entry.Written, entry.Length) = (written, length);
            if (length > MaxBytes)
            {
                entry.Error = "too_large";
                return false;
            }

            var bytes = new byte[length];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                entry.Error = "empty";
                return true;
            }

            SurfaceContent content = SurfaceContent.Read(bytes.AsSpan(0, read));
            if (!content.Valid || Rows(content.Root) is not { } document)
            {
                entry.Error = "malformed";
                return true;
            }

            (entry.Good, entry.GoodAt, entry.Error) = (document, now, null);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            (entry.Error, entry.Length, entry.Written) = ("missing", 0, 0);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            entry.Error = "unreadable";
            return true;
        }
    }

    /// <summary>A bare list is one contract's form of the positions: it counts as its rows.</summary>
    private static JsonObject? Rows(JsonNode? root) => root switch
    {
        JsonObject map => map,
        JsonArray list => new JsonObject { ["positions"] = list },
        _ => null,
    };

    private sealed class Entry
    {
        public JsonObject? Good { get; set; }

        public double GoodAt { get; set; }

        public string? Error { get; set; } = "missing";

        public long Length { get; set; }

        public long Written { get; set; }
    }
}
