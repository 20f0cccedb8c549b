using System.Diagnostics.CodeAnalysis;

namespace HedgeFlow.Dataflow;

/// <summary>Bounded by bytes: derived lines are dropped from the soft limit on, facts are kept even beyond the hard limit, which raises the alarm.</summary>
internal sealed class JournalQueue<T>(StageCounters counters, PipelineContext context, JournalOptions<T> options, JournalGauge gauge)
    : EdgeBuffer<T>(counters, context)
{
    private readonly SpscQueue<(T Message, int Bytes)> _queue = new();

    public override bool IsEmpty => _queue.IsEmpty;

    public override void Offer(T message)
    {
        Counters.CountIn();
        if (gauge.PendingBytes >= options.SoftLimitBytes && options.Derived is { } derived && derived(message))
        {
            Drop(message, "soft-limit");
            return;
        }

        // Counted before it is visible: the lane must not take it off the sum first.
        int bytes = options.Bytes(message);
        long pending = gauge.Add(bytes);
        _queue.Enqueue((message, bytes));
        if (pending >= options.HardLimitBytes && gauge.TryRaise())
        {
            Tell(true);
        }
    }

    public override bool TryTake([MaybeNullWhen(false)] out T message)
    {
        bool any = _queue.TryDequeue(out (T Message, int Bytes) entry);
        message = entry.Message;
        if (any && gauge.Remove(entry.Bytes) < options.SoftLimitBytes && gauge.TryClear())
        {
            Tell(false);
        }

        return any;
    }

    private void Tell(bool saturated)
    {
        try
        {
            options.OnSaturation?.Invoke(saturated);
        }
#pragma warning disable CA1031 // An alarm that fails must not cost the facts.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Context.Tell(new StageFault(Counters.Stage, e, 1, FaultPolicy.Drop));
        }
    }
}
