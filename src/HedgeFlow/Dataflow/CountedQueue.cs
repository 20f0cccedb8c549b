using System.Diagnostics.CodeAnalysis;

namespace HedgeFlow.Dataflow;

/// <summary>Bounded by messages; the one that finds no room is dropped and counted.</summary>
internal sealed class CountedQueue<T>(StageCounters counters, PipelineContext context, int capacity)
    : EdgeBuffer<T>(counters, context)
{
    private readonly SpscQueue<T> _queue = new();
    private int _waiting;

    public override bool IsEmpty => _queue.IsEmpty;

    public override double Fill => Volatile.Read(ref _waiting) / (double)capacity;

    public override void Offer(T message)
    {
        Counters.CountIn();
        if (Volatile.Read(ref _waiting) >= capacity)
        {
            Drop(message, "overflow");
            return;
        }

        Interlocked.Increment(ref _waiting);
        _queue.Enqueue(message);
    }

    public override bool TryTake([MaybeNullWhen(false)] out T message)
    {
        if (!_queue.TryDequeue(out message))
        {
            return false;
        }

        Interlocked.Decrement(ref _waiting);
        return true;
    }
}
