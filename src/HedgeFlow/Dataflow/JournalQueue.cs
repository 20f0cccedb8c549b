using System.Diagnostics.CodeAnalysis;

namespace HedgeFlow.Dataflow;

/// <summary>Bounded by bytes: derived lines are dropped from the soft limit on, facts are kept even beyond the hard limit, which raises the alarm.</summary>
internal sealed class JournalQueue<T>(StageCounters counters, PipelineContext context, JournalOptions<T> options, JournalGauge gauge)
    : EdgeBuffer<T>(counters, context)
{
    private readonly SpscQueue<(T Message, int Bytes)> _queue = new();
    private int _news;
    private bool _told;

    public override bool IsEmpty => _queue.IsEmpty;

    public override double Fill => gauge.PendingBytes / (double)options.HardLimitBytes;

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
            if (gauge.PendingBytes < options.SoftLimitBytes)
            {
                // The lane drained the queue just before the flag went up; it may not come again to take it down.
                gauge.TryClear();
            }

            Tell();
        }
    }

    public override bool TryTake([MaybeNullWhen(false)] out T message)
    {
        bool any = _queue.TryDequeue(out (T Message, int Bytes) entry);
        message = entry.Message;
        if (any && gauge.Remove(entry.Bytes) < options.SoftLimitBytes && gauge.TryClear())
        {
            Tell();
        }

        return any;
    }

    /// <summary>
    /// Tells the observer the present state. Begin and end are noticed on different threads and neither may wait for the other: the one
    /// that comes second leaves its news to the first, so the observer is called in order and always hears the last state.
    /// </summary>
    private void Tell()
    {
        if (Interlocked.Increment(ref _news) != 1)
        {
            return;
        }

        int seen;
        do
        {
            seen = Volatile.Read(ref _news);
            if (gauge.Saturated != _told)
            {
                _told = !_told;
                Tell(_told);
            }
        }
        while (Interlocked.CompareExchange(ref _news, 0, seen) != seen);
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
