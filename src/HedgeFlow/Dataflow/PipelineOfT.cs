using System.Diagnostics.Metrics;
using System.Threading.Tasks.Dataflow;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Dataflow;

/// <summary>A built graph with its head. See <see cref="PipelineBuilder"/>.</summary>
/// <typeparam name="TIn">What is offered to the head.</typeparam>
public sealed class Pipeline<TIn> : Pipeline
{
    private readonly Inlet<TIn> _head;
    private readonly IInlineHead<TIn>? _inline;
    private readonly TimeProvider _clock;
    private readonly double _nanosecondsPerTick;
    private readonly Histogram<double> _duration;
    private readonly KeyValuePair<string, object?>[] _tags;

    internal Pipeline(
        PipelineBuilder builder,
        Inlet<TIn> head,
        PipelineContext context,
        PipelineMeter meter,
        IReadOnlyList<StageNode> stages,
        IReadOnlyList<Lane> lanes)
        : base(builder, context, meter, stages, lanes)
    {
        _head = head;
        _inline = head.Target as IInlineHead<TIn>;
        _clock = context.Options.Clock;
        _nanosecondsPerTick = 1e9 / _clock.TimestampFrequency;
        _duration = meter.OfferDuration;
        _tags = meter.PipelineTags();
    }

    /// <summary>Time from an offer to the return of the inline chain: the latency of a decision. Empty for a queued head.</summary>
    public LatencyHistogram OfferLatency { get; } = new();

    /// <summary>The head as a TPL target. Completing it completes the pipeline; faulting it halts the pipeline.</summary>
    public ITargetBlock<TIn> Head => _head.Target;

    /// <summary>
    /// Runs the inline chain for <paramref name="message"/> on this thread and returns when it is done; one thread at a time. For a queued
    /// head this waits for room instead.
    /// </summary>
    /// <returns>False when the pipeline takes no more messages; the message then still belongs to the caller.</returns>
    /// <exception cref="InvalidOperationException">Not started, or another thread is offering right now.</exception>
    public bool Offer(TIn message)
    {
        if (_inline is null)
        {
            return OfferAsync(message).AsTask().GetAwaiter().GetResult();
        }

        long start = _clock.GetTimestamp();
        bool accepted = _inline.Offer(message);
        if (accepted)
        {
            double nanoseconds = (_clock.GetTimestamp() - start) * _nanosecondsPerTick;
            OfferLatency.Record((long)nanoseconds);
            if (_duration.Enabled)
            {
                _duration.Record(nanoseconds * 1e-9, _tags);
            }
        }

        return accepted;
    }

    /// <summary>Offers to a queued head, waiting for room without a thread; any number of threads. For an inline head the same as <see cref="Offer"/>.</summary>
    /// <returns>False when the pipeline takes no more messages; the message then still belongs to the caller.</returns>
    public ValueTask<bool> OfferAsync(TIn message, CancellationToken cancellationToken = default) =>
        _inline is null ? SendAsync(message, cancellationToken) : ValueTask.FromResult(Offer(message));

    private protected override void OpenHead() => _inline?.Start();

    private protected override void CompleteHead() => _head.Target.Complete();

    private async ValueTask<bool> SendAsync(TIn message, CancellationToken cancellationToken)
    {
        Task<bool> sent;
        // The block would keep the first producer's context for all messages.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            sent = _head.Target.SendAsync(message, cancellationToken);
        }

        return await sent.ConfigureAwait(false);
    }
}
