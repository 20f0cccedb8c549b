using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using Microsoft.Extensions.Hosting;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Runs one engine inside the generic host. The reading thread is a thread of its own, since it is the executor's: it stays
/// synchronous and is never shared with the pool. When the source ends, or the run has lasted long enough, the host stops.
/// </summary>
internal sealed class ExecutorService(Engine engine, IFeedSource source, RunLimits limits, IHostApplicationLifetime lifetime, Action<string> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;

    /// <summary>What the process leaves with.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Success;

    /// <summary>The accounts, once the run is over.</summary>
    public EngineReport? Report { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (limits.For is { } duration)
        {
            _stop.CancelAfter(duration);
        }

        _thread = new Thread(Run) { Name = "executor", IsBackground = true };
        _thread.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _ended.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    private void Run()
    {
        try
        {
            using FeedRecorder? recorder = limits.RecordTo is { } file ? new FeedRecorder(File.Create(file)) : null;
            IFeedSink? sink = recorder is null ? null : new RecordingSink(engine.Pump, recorder);
            using FeedBookmark? bookmark = limits.Follow is { } feed
                ? new FeedBookmark(sink ?? engine.Pump, source, feed, engine.Settings.Paths.Cache, TimeProvider.System, log)
                : null;
            Report = engine.RunAsync(source, bookmark ?? sink, More, _stop.Token).GetAwaiter().GetResult();
            if (Report.Complete)
            {
                bookmark?.Complete();
            }

            ExitCode = Report.Pipeline.Fault is null && Report.Complete && !(limits.Once && Report.Surfaces.Any(surface => surface.Failures > 0))
                ? ExitCodes.Success
                : ExitCodes.Failure;
        }
        catch (FeedFormatException e)
        {
            log(e.Message);
            ExitCode = ExitCodes.Usage;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log($"the run failed: {Redactor.Exception(e)}");
            ExitCode = ExitCodes.Failure;
        }
        finally
        {
            _ended.TrySetResult();
            lifetime.StopApplication();
        }
    }

    /// <summary>
    /// Once-mode ends with the records that follow the first snapshot, up to the next one: the tick with its decisions.
    /// </summary>
    private bool More() => limits.MaxTicks is not { } most || engine.Pump.Ticks < most;
}
