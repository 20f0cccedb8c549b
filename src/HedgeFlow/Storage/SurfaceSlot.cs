using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Storage;

/// <summary>One state file of a publisher: the bytes that wait for it, and what happened to it so far. Buffers are guarded by the publisher's lock.</summary>
internal sealed class SurfaceSlot(AtomicFile file) : IDisposable
{
    private readonly KeyValuePair<string, object?> _tag = new(MetricNames.TagFile, file.Name);
    private readonly Stack<PooledBufferWriter> _free = new(3);
    private long _failures;
    private long _replaced;
    private long _bytes;
    private int _lastBytes;
    private long _lastTicks;
    private long _maxTicks;
    private volatile string? _lastError;
    private object? _clean;

    /// <summary>The newest bytes that wait; guarded by the publisher's lock.</summary>
    public PooledBufferWriter? Pending { get; private set; }

    /// <summary>Bytes whose write failed and that nothing newer replaced; guarded by the publisher's lock.</summary>
    public PooledBufferWriter? Failed { get; private set; }

    /// <summary>The payload that waits to be encoded by the thread that writes it; replay only.</summary>
    public SurfaceWrite? Unencoded { get; private set; }

    /// <summary>Puts encoded bytes; true when the slot has to be queued.</summary>
    public bool Put(PooledBufferWriter bytes)
    {
        bool queued = Pending is not null;
        if (Pending is { } replaced)
        {
            CountReplaced();
            Return(replaced);
        }

        Pending = bytes;
        Forget();
        return !queued;
    }

    /// <summary>Puts a payload that is encoded when it is written; true when the slot has to be queued.</summary>
    public bool Put(in SurfaceWrite write)
    {
        bool queued = Unencoded is not null || Pending is not null;
        if (queued)
        {
            CountReplaced();
        }

        if (Pending is { } older)
        {
            Pending = null;
            Return(older);
        }

        Unencoded = write;
        Forget();
        return !queued;
    }

    /// <summary>What is to be written now; its buffer comes back by <see cref="Return"/>.</summary>
    public PooledBufferWriter TakeBytes()
    {
        PooledBufferWriter bytes = Pending!;
        Pending = null;
        return bytes;
    }

    /// <summary>As <see cref="TakeBytes"/>, for a payload that nobody encoded yet.</summary>
    public SurfaceWrite TakePayload()
    {
        SurfaceWrite write = Unencoded!.Value;
        Unencoded = null;
        return write;
    }

    /// <summary>The bytes that failed are to be written again; false when there is something newer.</summary>
    public bool Retry()
    {
        if (Failed is not { } bytes)
        {
            return false;
        }

        Failed = null;
        if (Pending is not null || Unencoded is not null)
        {
            Return(bytes);
            return false;
        }

        Pending = bytes;
        return true;
    }

    /// <summary>Keeps bytes that could not be written, unless something newer waits; true when they were kept.</summary>
    public bool Keep(PooledBufferWriter bytes)
    {
        if (Pending is not null || Unencoded is not null)
        {
            Return(bytes);
            return false;
        }

        Forget();
        Failed = bytes;
        return true;
    }

    /// <summary>An empty buffer. At most three are about: one being filled, one waiting, one being written.</summary>
    public PooledBufferWriter Rent() => _free.TryPop(out PooledBufferWriter? buffer) ? buffer : new PooledBufferWriter();

    public void Return(PooledBufferWriter buffer)
    {
        buffer.Clear();
        _free.Push(buffer);
    }

    /// <summary>Serialises in full into <paramref name="output"/>. A payload that cannot be is counted and leaves its file as it is.</summary>
    public bool Encode(in SurfaceWrite write, SurfaceEncoder encoder, PooledBufferWriter output, Action<string>? log, Action<string>? failed)
    {
        try
        {
            encoder.Encode(write, output, ref _clean);
            return true;
        }
#pragma warning disable CA1031 // A surface that cannot be written must not stop the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(Redactor.Exception(e), failed);
            log?.Invoke($"{file.Name}: not serialised: {_lastError}");
            return false;
        }
    }

    /// <summary>Replaces the file. False when another attempt with the same bytes makes sense.</summary>
    public bool Write(PooledBufferWriter bytes, Action<string>? failed)
    {
        long start = TimeProvider.System.GetTimestamp();
        if (!file.Write(bytes.WrittenSpan))
        {
            Fail(file.LastError, failed);
            return false;
        }

        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(start);
        int length = bytes.WrittenCount;
        _lastError = null;
        Volatile.Write(ref _lastBytes, length);
        Interlocked.Add(ref _bytes, length);
        Interlocked.Exchange(ref _lastTicks, elapsed.Ticks);
        if (elapsed.Ticks > Interlocked.Read(ref _maxTicks))
        {
            Interlocked.Exchange(ref _maxTicks, elapsed.Ticks);
        }

        StorageMetrics.StateWrites.Add(1, _tag);
        StorageMetrics.StateBytes.Add(length, _tag);
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

    /// <summary>Gives up what waits. A buffer that is being written stays with its writer.</summary>
    public void Dispose()
    {
        Forget();
        Unencoded = null;
        if (Pending is { } bytes)
        {
            Pending = null;
            Return(bytes);
        }

        while (_free.TryPop(out PooledBufferWriter? buffer))
        {
            buffer.Dispose();
        }
    }

    private void Forget()
    {
        if (Failed is { } bytes)
        {
            Failed = null;
            Return(bytes);
        }
    }

    private void CountReplaced()
    {
        Interlocked.Increment(ref _replaced);
        StorageMetrics.StateReplaced.Add(1, _tag);
    }
}
