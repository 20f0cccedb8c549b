using HedgeFlow.State;

namespace HedgeFlow.Storage;

/// <summary>
/// Writes the surfaces of one book. One slot per file: what is still waiting is replaced by something newer, so a slow or
/// stalled disk never makes anybody wait and never piles anything up. A surface that fails never stops another one.
/// Live, the caller encodes into the slot's buffers and a thread of low priority writes; in replay the caller does both, at intervals
/// of wall time and when flushed: what the files hold in the end is the newest payload either way. Nothing here throws into the caller.
/// Source: state contract, non-blocking single writer.
/// </summary>
public sealed partial class StatePublisher : IDisposable
{
    private readonly object _gate = new();
    private readonly Lock _encoding = new();
    private readonly string _directory;
    private readonly StatePublisherOptions _options;
    private readonly SurfaceEncoder _encoder;
    private readonly Dictionary<string, SurfaceSlot> _slots = new(StringComparer.Ordinal);
    private readonly Queue<SurfaceSlot> _due = new();
    private readonly List<SurfaceSlot> _failed = [];
    private readonly Thread? _thread;
    private long _failedAt;
    private long _spacedAt = TimeProvider.System.GetTimestamp();
    private bool _writing;
    private bool _stopping;
    private bool _disposed;

    /// <param name="directory">The state folder; made when missing, left-over incomplete writes in it are removed.</param>
    /// <param name="options">Defaults are those of a live run.</param>
    public StatePublisher(string directory, StatePublisherOptions? options = null)
    {
        _directory = Path.GetFullPath(directory);
        _options = options ?? new StatePublisherOptions();
        _encoder = new SurfaceEncoder(_options.Redactor);
        StaleTempFiles.Remove(_directory, _options.Time, _options.FileSystem);
        if (!_options.Synchronous)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "publish" };
            _thread.Start();
        }
    }

    /// <summary>What happened to each file so far, ordered by file name.</summary>
    public IReadOnlyList<SurfaceCounters> Counters
    {
        get
        {
            lock (_gate)
            {
                return [.. _slots.Values.Select(slot => slot.Counters).OrderBy(c => c.File, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>
    /// Takes a payload for its file; ignored after <see cref="Dispose"/>. Live, it is encoded before this returns, and the caller may
    /// change what it is made of; in replay it must stay as it is until the tick is over, see <see cref="EndTick"/>.
    /// </summary>
    public void Publish(in SurfaceWrite write)
    {
        if (_thread is not null)
        {
            Encode(write);
            return;
        }

        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            SurfaceSlot slot = SlotOf(write.Surface.File);
            if (slot.Put(write))
            {
                _due.Enqueue(slot);
            }

            if (_options.Spacing <= TimeSpan.Zero)
            {
                WriteDue();
            }
        }
    }

    /// <summary>
    /// Says that all payloads of a tick were handed over. Between two ticks the caller writes what is due, so that the files it
    /// writes are of one tick.
    /// </summary>
    public void EndTick()
    {
        if (_thread is null && TimeProvider.System.GetElapsedTime(_spacedAt) >= _options.Spacing)
        {
            lock (_gate)
            {
                WriteDue();
            }
        }
    }

    /// <summary>
    /// Waits until everything that was published is on disk or has failed again, surfaces that failed before included.
    /// False when the time was over first.
    /// </summary>
    public bool Flush(TimeSpan? timeout = null)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return _due.Count == 0 && !_writing;
            }

            Requeue();
            if (_thread is null)
            {
                WriteDue();
                return true;
            }

            Monitor.PulseAll(_gate);
            return WaitUntilIdle(timeout ?? Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes what waits, for at most <see cref="StatePublisherOptions.DrainTimeout"/>, and stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
        }

        bool drained = Flush(_options.DrainTimeout);
        lock (_gate)
        {
            _disposed = true;
            _stopping = true;
            _due.Clear();
            Monitor.PulseAll(_gate);
        }

        if (_thread is null || _thread.Join(drained ? _options.DrainTimeout : TimeSpan.Zero))
        {
            lock (_encoding)
            {
                _encoder.Dispose();
                foreach (SurfaceSlot slot in _slots.Values)
                {
                    slot.Dispose();
                }
            }
        }
        else
        {
            // The thread still hangs in the disk and keeps its buffers; it ends with the process.
            _options.Log?.Invoke("publish: the disk did not answer in time; the last payloads were given up");
        }
    }

    private SurfaceSlot SlotOf(string file)
    {
        if (!_slots.TryGetValue(file, out SurfaceSlot? slot))
        {
            var target = new AtomicFile(Path.Combine(_directory, file), _options.FileSystem, _options.Durability, _options.Log);
            slot = new SurfaceSlot(target);
            _slots.Add(file, slot);
        }

        return slot;
    }
}
