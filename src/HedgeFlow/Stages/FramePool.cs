using System.Collections.Concurrent;

namespace HedgeFlow.Stages;

/// <summary>
/// Frames that travel between the executor and publish. A frame is rented by the executor and given back by whoever owns it
/// last; giving one back twice throws, since two owners of one frame would publish each other's numbers. Any thread.
/// </summary>
public sealed class FramePool
{
    private readonly ConcurrentQueue<TickFrame> _free = new();
    private int _outstanding;

    /// <summary>Frames that are rented and not given back: 0 after a drained run.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    public TickFrame Rent()
    {
        if (!_free.TryDequeue(out TickFrame? frame))
        {
            frame = new TickFrame();
        }

        frame.TakeOut();
        Interlocked.Increment(ref _outstanding);
        return frame;
    }

    public void Return(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (!frame.GiveBack())
        {
            throw new InvalidOperationException("a frame was given back twice, or was never rented");
        }

        frame.Clear();
        Interlocked.Decrement(ref _outstanding);
        _free.Enqueue(frame);
    }
}
