using System.Diagnostics.CodeAnalysis;

namespace HedgeFlow.Dataflow;

/// <summary>
/// Capacity 1, newest wins. The producer takes the unread message out of the slot, folds it into the new one and stores that; it wakes
/// nobody. The lane takes what is there at its own pace, so the message stored last always arrives.
/// </summary>
internal sealed class LatestSlot<T>(StageCounters counters, PipelineContext context, Action<T, T>? merge)
    : EdgeBuffer<T>(counters, context)
    where T : class
{
    private T? _slot;

    public override bool IsEmpty => Volatile.Read(ref _slot) is null;

    public override double Fill => IsEmpty ? 0 : 1;

    public override void Offer(T message)
    {
        Counters.CountIn();
        if (Interlocked.Exchange(ref _slot, null) is { } older)
        {
            // From here the producer owns both. The slot is empty meanwhile: the lane just looks again later.
            Fold(message, older);
        }

        Volatile.Write(ref _slot, message);
    }

    public override bool TryTake([MaybeNullWhen(false)] out T message)
    {
        message = Interlocked.Exchange(ref _slot, null);
        return message is not null;
    }

    private void Fold(T newer, T older)
    {
        Counters.CountReplaced();
        try
        {
            merge?.Invoke(newer, older);
        }
#pragma warning disable CA1031 // What must not be lost may be lost now: stop, but not by throwing into the producer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Counters.CountFaulted();
            Context.Halt(e);
        }

        Release(older);
    }
}
