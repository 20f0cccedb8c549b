using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>What a feed has read. Written by the reading thread, readable by any. Lines = records + rejected + ignored + blank.</summary>
public sealed class FeedCounters
{
    private readonly long[] _byKind = new long[FeedKinds.Count];
    private readonly SortedDictionary<string, long> _byReason = new(StringComparer.Ordinal);
    private readonly Lock _reasonsLock = new();
    private long _rejected;

    /// <summary>Lines seen, of every sort.</summary>
    public long Lines { get; private set; }

    /// <summary>Bytes of those lines, line ends included.</summary>
    public long Bytes { get; private set; }

    public long Blank { get; private set; }

    /// <summary>Rows of native logs that are no feed records (heartbeats, close rows of the metrics log).</summary>
    public long Ignored { get; private set; }

    /// <summary>Snapshots that were in canonical form and took the short way.</summary>
    public long CanonicalSnapshots { get; private set; }

    /// <summary>Files that ended inside a line that could not be read.</summary>
    public long TornTails { get; private set; }

    public long Records
    {
        get
        {
            long sum = 0;
            foreach (long count in _byKind)
            {
                sum += count;
            }

            return sum;
        }
    }

    public long Rejected => Interlocked.Read(ref _rejected);

    public long this[FeedKind kind] => _byKind[(int)kind];

    /// <summary>Rejections per reason, by reason in ordinal order.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> RejectedByReason()
    {
        lock (_reasonsLock)
        {
            return [.. _byReason];
        }
    }

    internal void CountLine(long bytes)
    {
        Lines++;
        Bytes += bytes;
    }

    internal void CountRecord(FeedKind kind) => _byKind[(int)kind]++;

    internal void CountCanonical() => CanonicalSnapshots++;

    internal void CountBlank() => Blank++;

    internal void CountIgnored() => Ignored++;

    internal void CountRejected(string reason, bool torn)
    {
        Interlocked.Increment(ref _rejected);
        if (torn)
        {
            TornTails++;
        }

        lock (_reasonsLock)
        {
            _byReason[reason] = _byReason.GetValueOrDefault(reason) + 1;
        }
    }
}
