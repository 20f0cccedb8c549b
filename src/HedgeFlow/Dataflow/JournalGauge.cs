using System.Diagnostics;

namespace HedgeFlow.Dataflow;

/// <summary>The state of a <see cref="EdgeKind.Journal"/> edge, readable from any thread before, during and after the run.</summary>
public sealed class JournalGauge
{
    private long _pendingBytes;
    private long _highWaterBytes;
    private int _saturated;
    private long _saturations;
    private long _since;

    /// <summary>True from the hard limit up until the edge has drained below the soft limit: admit no new intents.</summary>
    public bool Saturated => Volatile.Read(ref _saturated) != 0;

    /// <summary>How often saturation began.</summary>
    public long Saturations => Volatile.Read(ref _saturations);

    public long PendingBytes => Volatile.Read(ref _pendingBytes);

    public long HighWaterBytes => Volatile.Read(ref _highWaterBytes);

    /// <summary>Time since the edge was last empty: an upper bound of the age of what waits. Zero while nothing does.</summary>
    public TimeSpan Lag => PendingBytes > 0 && Volatile.Read(ref _since) is > 0 and var since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    internal long Add(int bytes)
    {
        long pending = Interlocked.Add(ref _pendingBytes, bytes);
        if (pending == bytes)
        {
            Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        }

        if (pending > _highWaterBytes)
        {
            // Only the producer adds, so this field has one writer.
            Volatile.Write(ref _highWaterBytes, pending);
        }

        return pending;
    }

    internal long Remove(int bytes) => Interlocked.Add(ref _pendingBytes, -bytes);

    internal bool TryRaise()
    {
        if (Interlocked.CompareExchange(ref _saturated, 1, 0) != 0)
        {
            return false;
        }

        _saturations++;
        return true;
    }

    internal bool TryClear() => Saturated && Interlocked.CompareExchange(ref _saturated, 0, 1) == 1;
}
