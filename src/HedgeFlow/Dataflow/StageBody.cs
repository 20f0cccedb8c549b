using System.Diagnostics;
using System.Diagnostics.Metrics;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Dataflow;

/// <summary>
/// Runs a stage's code for one message: captures the outcome, applies the fault policy, counts, measures, releases. Never throws.
/// One message at a time.
/// </summary>
internal sealed class StageBody<TIn, TOut>
{
    private const string FaultReason = "fault";

    private readonly PipelineContext _context;
    private readonly StageCode<TIn, TOut> _code;
    private readonly StageCounters _counters;
    private readonly FaultPolicy _policy;
    private readonly Releaser<TIn>? _release;
    private readonly TimeProvider _clock;
    private readonly double _nanosecondsPerTick;
    private readonly Histogram<double>? _duration;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly bool _countsIn;

    /// <param name="context">The pipeline.</param>
    /// <param name="code">What the stage does.</param>
    /// <param name="counters">Where it is counted.</param>
    /// <param name="policy">What happens to a message the code faults on.</param>
    /// <param name="meter">Where latencies go.</param>
    /// <param name="countsIn">True for a queued head, which has no producer that counts for it.</param>
    public StageBody(
        PipelineContext context,
        StageCode<TIn, TOut> code,
        StageCounters counters,
        FaultPolicy policy,
        PipelineMeter meter,
        bool countsIn = false)
    {
        _countsIn = countsIn;
        _context = context;
        _code = code;
        _counters = counters;
        _policy = policy;
        _release = context.ReleaserOf<TIn>();
        _clock = context.Options.Clock;
        _nanosecondsPerTick = 1e9 / _clock.TimestampFrequency;
        _duration = meter.StageDuration;
        _tags = meter.TagsOf(counters.Stage);
    }

    public StageCounters Counters => _counters;

    public bool IsAsync => _code.IsAsync;

    /// <summary>Runs synchronous code; true when there is a value to send.</summary>
    public bool TryRun(TIn message, out TOut value)
    {
        CountIn();
        if (_context.IsStopping)
        {
            return Refuse(message, out value);
        }

        long start = _clock.GetTimestamp();
        using Activity? span = TickTrace.Stage(_counters.Stage, message);
        StageOutcome<TOut> outcome;
        for (int attempt = 1; ; attempt++)
        {
            outcome = Capture(message);
            if (outcome.Kind != StageOutcomeKind.Faulted || !TryAgain(outcome.Exception!, attempt))
            {
                break;
            }
        }

        Measure(start);
        Tell(span, in outcome);
        return Settle(message, in outcome, out value);
    }

    /// <summary>Runs asynchronous code; see <see cref="TryRun"/>.</summary>
    public async Task<(bool HasValue, TOut Value)> RunAsync(TIn message)
    {
        TOut value;
        CountIn();
        if (_context.IsStopping)
        {
            return (Refuse(message, out value), value);
        }

        long start = _clock.GetTimestamp();
        using Activity? span = TickTrace.Stage(_counters.Stage, message);
        StageOutcome<TOut> outcome;
        for (int attempt = 1; ; attempt++)
        {
            outcome = await CaptureAsync(message).ConfigureAwait(true);
            if (outcome.Kind != StageOutcomeKind.Faulted || !TryAgain(outcome.Exception!, attempt))
            {
                break;
            }
        }

        Measure(start);
        Tell(span, in outcome);
        return (Settle(message, in outcome, out value), value);
    }

    private void CountIn()
    {
        if (_countsIn)
        {
            _counters.CountIn();
        }
    }

#pragma warning disable CA1031 // Capturing everything is the point: no exception crosses a link.
    private StageOutcome<TOut> Capture(TIn message)
    {
        try
        {
            return _code.Run(message);
        }
        catch (Exception e)
        {
            return StageOutcome<TOut>.Faulted(e);
        }
    }

    private async ValueTask<StageOutcome<TOut>> CaptureAsync(TIn message)
    {
        try
        {
            return await _code.RunAsync(message, _context.Token).ConfigureAwait(true);
        }
        catch (Exception e)
        {
            return StageOutcome<TOut>.Faulted(e);
        }
    }
#pragma warning restore CA1031

    private bool TryAgain(Exception exception, int attempt)
    {
        if (IsOwnCancellation(exception))
        {
            return false;
        }

        _counters.CountFaulted();
        _context.Tell(new StageFault(_counters.Stage, exception, attempt, _policy));
        return attempt <= _policy.Retries && !_context.IsStopping;
    }

    private bool IsOwnCancellation(Exception exception) => exception is OperationCanceledException && _context.IsStopping;

    private bool Settle(TIn message, in StageOutcome<TOut> outcome, out TOut value)
    {
        value = default!;
        switch (outcome.Kind)
        {
            case StageOutcomeKind.Ok:
                value = outcome.Value;
                _counters.CountOut();
                if (!_code.PassesMessageOn(message, value))
                {
                    _release?.Release(message);
                }

                return _code.HasOutput;
            case StageOutcomeKind.Nothing:
                _counters.CountOut();
                _release?.Release(message);
                return false;
            case StageOutcomeKind.Dropped:
                _counters.CountDropped(outcome.Reason);
                _release?.Release(message);
                return false;
            default:
                return SettleFault(message, outcome.Exception!, out value);
        }
    }

    private bool SettleFault(TIn message, Exception exception, out TOut value)
    {
        value = default!;
        if (IsOwnCancellation(exception))
        {
            return Refuse(message, out value);
        }

        if (_policy.Then == FaultAction.PassOn && _code.TryPassOn(message, out value))
        {
            _counters.CountOut();
            return _code.HasOutput;
        }

        if (_policy.Then == FaultAction.Halt)
        {
            _context.Halt(exception);
        }

        _counters.CountDropped(FaultReason);
        _release?.Release(message);
        return false;
    }

    private bool Refuse(TIn message, out TOut value)
    {
        value = default!;
        _counters.CountDropped(_context.StopReason);
        _release?.Release(message);
        return false;
    }

    /// <summary>What the trace shows of the outcome; the text of an exception may hold what must not leave.</summary>
    private static void Tell(Activity? span, in StageOutcome<TOut> outcome)
    {
        if (span is not null && outcome.Kind == StageOutcomeKind.Faulted)
        {
            span.SetStatus(ActivityStatusCode.Error, outcome.Exception!.GetType().Name);
        }
    }

    private void Measure(long start)
    {
        long ticks = _clock.GetTimestamp() - start;
        _counters.Latency.Record((long)(ticks * _nanosecondsPerTick));
        if (_duration is { Enabled: true })
        {
            _duration.Record(ticks * _nanosecondsPerTick * 1e-9, _tags);
        }
    }
}
