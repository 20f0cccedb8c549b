using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Storage;

/// <summary>One state file of a publisher: the payload that waits for it, and what happened to it so far.</summary>
internal sealed class SurfaceSlot(AtomicFile file)
{
    private readonly KeyValuePair<string, object?> _tag = new(MetricNames.TagFile, file.Name);
    private long _failures;
    private long _replaced;
    private long _bytes;
    private int _lastBytes;
    private long _lastTicks;
    private long _maxTicks;
    private volatile string? _lastError;

    /// <summary>The newest payload that waits; guarded by the publisher's lock.</summary>
    public SurfaceWrite? Pending { get; private set; }

    /// <summary>A payload whose write failed and that nothing newer replaced; guarded by the publisher's lock.</summary>
    public SurfaceWrite? Failed { get; set; }

    /// <summary>Puts a payload; true when the slot has to be queued.</summary>
    public bool Put(in SurfaceWrite write)
    {
        bool queued = Pending is not null;
        if (queued)
        {
            Interlocked.Increment(ref _replaced);
            StorageMetrics.StateReplaced.Add(1, _tag);
        }

        Pending = write;
        Failed = null;
        return !queued;
    }

    public SurfaceWrite Take()
    {
        SurfaceWrite write = Pending!.Value;
        Pending = null;
        return write;
    }

    /// <summary>Serialises in full, then replaces the file. False when another attempt with the same payload makes sense.</summary>
    public bool Write(in SurfaceWrite write, SurfaceEncoder encoder, Action<string>? log, Action<string>? failed)
    {
        long start = TimeProvider.System.GetTimestamp();
        ReadOnlySpan<byte> bytes;
        try
        {
            bytes = encoder.Encode(write);
        }
#pragma warning disable CA1031 // A surface that cannot be written must not stop the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(Redactor.Exception(e), failed);
            log?.Invoke($"{file.Name}: not serialised: {_lastError}");
            return true;
        }

        if (!file.Write(bytes))
        {
            Fail(file.LastError, failed);
            return false;
        }

        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(start);
        _lastError = null;
        Volatile.Write(ref _lastBytes, bytes.Length);
        Interlocked.Add(ref _bytes, bytes.Length);
        Interlocked.Exchange(ref _lastTicks, elapsed.Ticks);
        if (elapsed.Ticks > Interlocked.Read(ref _maxTicks))
        {
            Interlocked.Exchange(ref _maxTicks, elapsed.Ticks);
        }

        StorageMetrics.StateWrites.Add(1, _tag);
        StorageMetrics.StateBytes.Add(bytes.Length, _tag);
        StorageMetrics.StateWriteTime.Record(elapsed.TotalSeconds, _tag);
        return true;
    }

    public SurfaceCounters Counters => new(
        file.Name, file.Writes, Interlocked.Read(ref _failures), Interlocked.Read(ref _replaced), Interlocked.Read(ref _bytes),
        Volatile.Read(ref _lastBytes), new TimeSpan(Interlocked.Read(ref _lastTicks)), new TimeSpan(Interlocked.Read(ref _maxTicks)), _lastError);

    private void Fail(string? reason, Action<string>? failed)
    {
        failed?.Invoke(file.Name);
        _lastError = reason ?? "failed";
        Interlocked.Increment(ref _failures);
        StorageMetrics.StateWriteFailures.Add(1, _tag);
    }
}
