using HedgeFlow.Dataflow;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;

namespace HedgeFlow.Host.Services;

/// <summary>
/// Drives a program's pipeline at its interval until it is told to stop, beats its heart meanwhile, drains it, and says how it went.
/// </summary>
/// <param name="settings">Settings of the run.</param>
/// <param name="service">Name in the heartbeat log.</param>
/// <param name="log">Gets lines for the operator.</param>
internal sealed class ServiceRun(EngineSettings settings, string service, Action<string> log)
{
    /// <summary>Failures in a row after which the heartbeat says so.</summary>
    private const int DegradedAfter = 5;

    /// <summary>A stand-in never turns faster than this.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly ProcessHeartbeat _heartbeat = new(service, settings.RunId);
    private readonly SharedLog _lines = new(settings, log);
    private long _turns;
    private long _failures;
    private int _inARow;

    /// <summary>Turns that have ended, well or not.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>Options of the pipeline: a fault is logged, counted, and costs its turn only.</summary>
    public PipelineOptions Options => new()
    {
        Instance = settings.Paths.Book,
        OnFault = fault =>
        {
            log($"error: {fault.Stage}: {settings.Redactor.Message(fault.Exception)}");
            End(done: false);
        },
    };

    /// <summary>A turn has ended.</summary>
    public void End(bool done)
    {
        lock (_gate)
        {
            _failures += done ? 0 : 1;
            _inARow = done ? 0 : _inARow + 1;
            _turns++;
        }
    }

    /// <summary>0, or 1 when a single turn failed or the pipeline did not end in time.</summary>
    public async Task<int> RunAsync<T>(Pipeline<T> pipeline, Func<double, T> turn, double interval, bool once, TimeProvider time, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(turn);
        using var signals = ProgramSignals.Linked(stop);
        await using (pipeline)
        {
            pipeline.Start();
            Beat(time);
            TimeSpan pace = TimeSpan.FromSeconds(ProcessHeartbeat.Interval);
            await using ITimer heart = time.CreateTimer(_ => Beat(time), null, pace, pace);
            await ServiceLoop.RunAsync(TimeSpan.FromSeconds(interval), ShortestPause, once, async () => await pipeline.OfferAsync(turn(time.EpochSeconds())), time, signals.Token);
            bool drained = await pipeline.DrainAsync(Drain);
            return drained && !(once && _failures > 0) ? ExitCodes.Success : ExitCodes.Failure;
        }
    }

    private void Beat(TimeProvider time)
    {
        lock (_gate)
        {
            if (_heartbeat.Next(time.EpochSeconds(), status: _inARow >= DegradedAfter ? "degraded" : null) is { } row)
            {
                _lines.Append(row);
            }
        }
    }
}
