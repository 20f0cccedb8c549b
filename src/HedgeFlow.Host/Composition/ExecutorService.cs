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
    /// <summary>How long the last tick waits for records behind its snapshot; a feed writes them at once.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

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
            IFeedSink sink = recorder is null ? engine.Pump : new RecordingSink(engine.Pump, recorder);
            if (limits.IntentTest && engine.Settings.DryRunSwitch is { } dryRun)
            {
                // Before the recorder: a recording that is replayed has the same intents.
                sink = new IntentTestSink(sink, dryRun, log);
            }

            using FeedBookmark? bookmark = limits.Follow is { } feed
                ? new FeedBookmark(sink, source, feed, engine.Settings.Paths.Cache, TimeProvider.System, log)
                : null;
            sink = new FirstSnapshotSink(bookmark ?? sink, engine.Settings, log);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            LastTickSink? last = limits.MaxTicks is { } ticks ? new LastTickSink(sink, ticks, () => end.CancelAfter(Quiet)) : null;
            using var backoff = new LoopBackoff(TimeProvider.System, log);
            Report = engine.RunAsync(source, last ?? sink, () => last is not { Done: true }, end.Token, backoff).GetAwaiter().GetResult();
            if (Report.Complete)
            {
                bookmark?.Complete();
            }

            ExitCode = Report.Pipeline.Fault is null && Report.Complete && !backoff.GivenUp && !(limits.Once && Report.Surfaces.Any(surface => surface.Failures > 0))
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
}
