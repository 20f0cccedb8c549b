using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace HedgeFlow.Dataflow;

/// <summary>Bounded; the producer's thread waits for room, the lane is woken. What every edge off the inline side is in replay.</summary>
/// <param name="counters">Counters of the stage behind.</param>
/// <param name="context">The pipeline.</param>
/// <param name="capacity">Room, in units of <paramref name="weigh"/>. A message heavier than all the room passes alone.</param>
/// <param name="weigh">Weight of a message; null = 1 each.</param>
/// <param name="wakeAt">The lane is woken from this weight on, and when the producer waits; below it comes by itself, see <see cref="LaneOptions"/>.</param>
internal sealed class WaitQueue<T>(StageCounters counters, PipelineContext context, long capacity, Func<T, int>? weigh, long wakeAt = 0)
    : EdgeBuffer<T>(counters, context)
{
    private readonly SpscQueue<(T Message, int Weight)> _queue = new();
    private readonly object _room = new();
    private long _weight;
    private int _producerWaits;

    public override bool IsEmpty => _queue.IsEmpty;

    public override double Fill => Interlocked.Read(ref _weight) / (double)capacity;

    public override void Offer(T message)
    {
        Counters.CountIn();
        int weight = weigh?.Invoke(message) ?? 1;
        long held = Interlocked.Read(ref _weight);
        if (held > 0 && held + weight > capacity && !WaitForRoom(weight))
        {
            Drop(message, Context.StopReason);
            return;
        }

        held = Interlocked.Add(ref _weight, weight);
        _queue.Enqueue((message, weight));
        if (held >= wakeAt)
        {
            Lane?.WakeIfParked();
        }
    }

    public override bool TryTake([MaybeNullWhen(false)] out T message)
    {
        bool any = _queue.TryDequeue(out (T Message, int Weight) entry);
        message = entry.Message;
        if (!any)
        {
            return false;
        }

        long held = Interlocked.Add(ref _weight, -entry.Weight);
        // Half empty before the producer resumes: one switch of threads for many messages.
        if (Volatile.Read(ref _producerWaits) != 0 && held <= capacity / 2)
        {
            lock (_room)
            {
                Monitor.PulseAll(_room);
            }
        }

        return true;
    }

    private bool WaitForRoom(int weight)
    {
        long since = Stopwatch.GetTimestamp();
        using CancellationTokenRegistration stop = Context.Token.UnsafeRegister(
            static room =>
            {
                lock (room!)
                {
                    Monitor.PulseAll(room);
                }
            },
            _room);
        lock (_room)
        {
            Interlocked.Exchange(ref _producerWaits, 1);
            while (!Context.IsStopping && !HasRoomAgain(weight))
            {
                Lane?.WakeIfParked();
                Monitor.Wait(_room);
            }

            Volatile.Write(ref _producerWaits, 0);
        }

        Counters.CountWait(since);
        return !Context.IsStopping;
    }

    private bool HasRoomAgain(int weight)
    {
        long held = Interlocked.Read(ref _weight);
        return held == 0 || (held <= capacity / 2 && held + weight <= capacity);
    }
}
