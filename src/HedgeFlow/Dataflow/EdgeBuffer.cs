using System.Diagnostics.CodeAnalysis;

namespace HedgeFlow.Dataflow;

/// <summary>What lies between an inline stage and a lane. One producer thread, one consumer thread (the lane).</summary>
internal abstract class EdgeBuffer<T>(StageCounters counters, PipelineContext context)
{
    private readonly Releaser<T>? _releaser = context.ReleaserOf<T>();
    private volatile bool _completed;

    protected StageCounters Counters => counters;

    protected PipelineContext Context => context;

    /// <summary>The lane that drains this buffer; set before the start.</summary>
    public Lane? Lane { get; set; }

    /// <summary>Puts a message on the edge and counts it. Never throws; waits only in buffers that say so.</summary>
    public abstract void Offer(T message);

    public abstract bool TryTake([MaybeNullWhen(false)] out T message);

    /// <summary>Consumer's side: true when nothing is there right now.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Used part of the room: 0 to 1. Any thread.</summary>
    public abstract double Fill { get; }

    /// <summary>Consumer's side: true when nothing will ever come again.</summary>
    public bool IsDrained => _completed && IsEmpty;

    public void Complete()
    {
        _completed = true;
        Lane?.Wake();
    }

    public void Drop(T message, string reason)
    {
        counters.CountDropped(reason);
        _releaser?.Release(message);
    }

    protected void Release(T message) => _releaser?.Release(message);
}
