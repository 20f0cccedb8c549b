using HedgeFlow.Dataflow;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Storage;

/// <content>Encoding into the slots, and the thread that writes them.</content>
public sealed partial class StatePublisher
{
    private void Encode(in SurfaceWrite write)
    {
        lock (_encoding)
        {
            SurfaceSlot slot;
            PooledBufferWriter bytes;
            lock (_gate)
            {
                if (_disposed || _stopping)
                {
                    return;
                }

                slot = SlotOf(write.Surface.File);
                bytes = slot.Rent();
            }

            bool encoded = slot.Encode(write, _encoder, bytes, _options.Log, _options.Failed);
            lock (_gate)
            {
                if (!encoded || _stopping)
                {
                    slot.Return(bytes);
                }
                else if (slot.Put(bytes))
                {
                    _due.Enqueue(slot);
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    private void WriteDue()
    {
        while (_due.TryDequeue(out SurfaceSlot? slot))
        {
            PooledBufferWriter bytes;
            if (slot.Unencoded is null)
            {
                bytes = slot.TakeBytes();
            }
            else
            {
                bytes = slot.Rent();
                if (!slot.Encode(slot.TakePayload(), _encoder, bytes, _options.Log, _options.Failed))
                {
                    slot.Return(bytes);
                    continue;
                }
            }

            Write(slot, bytes);
        }

        _spacedAt = TimeProvider.System.GetTimestamp();
    }

    private void Run()
    {
        _ = Niceness.TrySet(_options.Nice);
        while (true)
        {
            SurfaceSlot slot;
            PooledBufferWriter bytes;
            lock (_gate)
            {
                while (true)
                {
                    TimeSpan untilRetry = RetryIn();
                    if (untilRetry == TimeSpan.Zero)
                    {
                        Requeue();
                    }

                    if (_due.Count > 0)
                    {
                        break;
                    }

                    if (_stopping)
                    {
                        return;
                    }

                    Monitor.Wait(_gate, untilRetry);
                }

                slot = _due.Dequeue();
                bytes = slot.TakeBytes();
                _writing = true;
            }

            Write(slot, bytes);
            lock (_gate)
            {
                _writing = false;
                if (_due.Count == 0)
                {
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    private void Write(SurfaceSlot slot, PooledBufferWriter bytes)
    {
        bool written = slot.Write(bytes, _options.Failed);
        lock (_gate)
        {
            if (written)
            {
                slot.Return(bytes);
                return;
            }

            if (!slot.Keep(bytes))
            {
                return;
            }

            if (_failed.Count == 0)
            {
                _failedAt = TimeProvider.System.GetTimestamp();
            }

            if (!_failed.Contains(slot))
            {
                _failed.Add(slot);
            }
        }
    }

    /// <summary>Time until the failed surfaces are due again; infinite when none failed.</summary>
    private TimeSpan RetryIn()
    {
        if (_failed.Count == 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        TimeSpan left = _options.RetryDelay - TimeProvider.System.GetElapsedTime(_failedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Surfaces that failed and got nothing newer since are due again.</summary>
    private void Requeue()
    {
        foreach (SurfaceSlot slot in _failed)
        {
            if (slot.Retry())
            {
                _due.Enqueue(slot);
            }
        }

        _failed.Clear();
    }

    private bool WaitUntilIdle(TimeSpan timeout)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (_due.Count > 0 || _writing)
        {
            TimeSpan left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - TimeProvider.System.GetElapsedTime(start);
            if (left != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero)
            {
                return false;
            }

            Monitor.Wait(_gate, left);
        }

        return true;
    }
}
