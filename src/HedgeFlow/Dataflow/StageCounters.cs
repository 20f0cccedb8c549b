using System.Diagnostics;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Dataflow;

/// <summary>
/// Counts of one stage together with the edge that feeds it. A message is counted in when it is put on that edge and leaves as
/// exactly one of out, dropped or replaced. For a queued head it is counted in when it is taken off the queue. Written by the producer and by the stage's thread without allocation, readable from any thread.
/// </summary>
public sealed class StageCounters
{
    private readonly Lock _lock = new();
    private DropCell[] _drops = [];

    // Written by the producer of the edge.
    private long _in;
    private long _replaced;

    private long _waited;

    // Written by the thread that runs the stage.
    private long _out;
    private long _faulted;

    internal StageCounters(string stage) => Stage = stage;

    /// <summary>Name of the stage.</summary>
    public string Stage { get; }

    /// <summary>Time the stage's code took per message, every try included.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Faults that the stage's code has caught itself, so far; null = it catches none. Read from any thread.</summary>
    public Func<long>? CaughtFaults { get; set; }

    /// <summary>The counts at one moment. Never shows more messages out than in.</summary>
    public StageCounts Snapshot()
    {
        // What leaves is read before what enters, so a snapshot taken in flight is never negative in depth.
        long outCount = Volatile.Read(ref _out);
        long faulted = Volatile.Read(ref _faulted) + (CaughtFaults?.Invoke() ?? 0);
        long replaced = Volatile.Read(ref _replaced);
        DropCell[] cells = Volatile.Read(ref _drops);
        var reasons = new KeyValuePair<string, long>[cells.Length];
        long dropped = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            long count = Volatile.Read(ref cells[i].Count);
            reasons[i] = new(cells[i].Reason, count);
            dropped += count;
        }

        Array.Sort(reasons, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new StageCounts(Stage, Volatile.Read(ref _in), outCount, dropped, replaced, faulted, reasons, Latency.Summarize());
    }

    /// <summary>How full the incoming edge is, 0 to 1; null where it has no limit.</summary>
    internal Func<double>? Fill { get; set; }

    /// <summary>Seconds that producers waited for room.</summary>
    internal double WaitedSeconds => Volatile.Read(ref _waited) / (double)Stopwatch.Frequency;

    /// <summary>Messages of a queued head that nobody has counted in yet.</summary>
    internal Func<int>? Queued { get; set; }

    internal long Depth
    {
        get
        {
            long gone = Volatile.Read(ref _out) + Volatile.Read(ref _replaced);
            foreach (DropCell cell in Volatile.Read(ref _drops))
            {
                gone += Volatile.Read(ref cell.Count);
            }

            return Volatile.Read(ref _in) - gone + (Queued?.Invoke() ?? 0);
        }
    }

    /// <param name="since">Stamp of the moment the producer began to wait.</param>
    internal void CountWait(long since) => Interlocked.Add(ref _waited, Stopwatch.GetTimestamp() - since);

    internal void CountIn() => Volatile.Write(ref _in, _in + 1);

    internal void CountOut() => Volatile.Write(ref _out, _out + 1);

    internal void CountReplaced() => Volatile.Write(ref _replaced, _replaced + 1);

    internal void CountFaulted() => Volatile.Write(ref _faulted, _faulted + 1);

    internal void CountDropped(string reason)
    {
        foreach (DropCell cell in Volatile.Read(ref _drops))
        {
            if (string.Equals(cell.Reason, reason, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref cell.Count);
                return;
            }
        }

        AddCell(reason);
    }

    private void AddCell(string reason)
    {
        lock (_lock)
        {
            DropCell? known = Array.Find(_drops, c => string.Equals(c.Reason, reason, StringComparison.Ordinal));
            if (known is null)
            {
                known = new DropCell(reason);
                Volatile.Write(ref _drops, [.. _drops, known]);
            }

            Interlocked.Increment(ref known.Count);
        }
    }

    private sealed class DropCell(string reason)
    {
        public readonly string Reason = reason;
        public long Count;
    }
}
