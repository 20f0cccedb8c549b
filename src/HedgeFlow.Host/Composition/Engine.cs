using System.Diagnostics;
using HedgeFlow.Dataflow;
using HedgeFlow.Feed;
using HedgeFlow.Host.Settings;
using HedgeFlow.Pipelines;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// One book's running graph with its writers: built from the settings, fed by one source, drained, accounted for. Live and
/// replay differ in the clock, the edges and the identity on the lines, nothing else.
/// </summary>
internal sealed class Engine : IAsyncDisposable
{
    /// <summary>The stage that takes what the loop reads.</summary>
    private const string Head = "exchange-snapshot";

    private readonly EngineParts _parts;
    private readonly FeedClock? _clock;
    private readonly TimeSpan _drain;
    private readonly Stopwatch _elapsed = new();
    private long _loopFaults;
    private bool _tickFaulted;

    private Engine(EngineParts parts, Pipeline<FeedItem> pipeline, JournalGauge journal, FeedClock? clock, EngineSettings settings)
    {
        _parts = parts;
        _clock = clock;
        _drain = settings.Replay ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(settings.Host.DrainSeconds);
        Settings = settings;
        Pipeline = pipeline;
        JournalGauge = journal;
        Pump = new FeedPump(pipeline, clock, rejection => Rejected?.Invoke(rejection));
    }

    public EngineSettings Settings { get; }

    public Pipeline<FeedItem> Pipeline { get; }

    public JournalGauge JournalGauge { get; }

    public FeedPump Pump { get; }

    public ExecutorCounters Executor => _parts.Executor.Counters;

    /// <summary>The paper account in mode paper, else null.</summary>
    public PaperAccount? Account => _parts.Account;

    public PublishStage Publish => _parts.Publish;

    public StatePublisher State => _parts.State;

    public Journal Journal => _parts.Journal;

    /// <summary>Told of every line that was not taken.</summary>
    public Action<FeedRejection>? Rejected { get; set; }

    /// <summary>Builds the graph of a book. The lock of the book is the caller's.</summary>
    /// <param name="settings">What the run is started with.</param>
    /// <param name="clock">The replay's clock; null = the wall clock.</param>
    /// <param name="log">Gets one redacted line per thing worth telling.</param>
    /// <param name="fileSystem">Where files are written; tests put faults in.</param>
    /// <param name="intelStep">One more step of every intel run; tests put a slow one in.</param>
    public static Engine Create(EngineSettings settings, FeedClock? clock, Action<string> log, IFileSystem? fileSystem = null, IIntelStep? intelStep = null)
    {
        EngineParts parts = EngineParts.Create(settings, (TimeProvider?)clock ?? TimeProvider.System, log, fileSystem ?? PhysicalFileSystem.Instance, intelStep);
        Engine? engine = null;
        var options = new PipelineOptions { Instance = settings.Paths.Book, OnFault = fault => engine!.OnFault(fault) };
        ExecutorEdges edges = new()
        {
            Telemetry = settings.Host.TelemetryCapacity,
            JournalSoftBytes = settings.Host.JournalSoftLimitBytes,
            JournalHardBytes = settings.Host.JournalHardLimitBytes,
        };
        JournalGauge gauge;
        Pipeline<FeedItem> pipeline = settings.Replay
            ? ReplayPipeline.Build(parts.Stages, edges, options, out gauge)
            : ExecutorPipeline.Build(parts.Stages, edges, options, out gauge);
        parts.Saturated = () => gauge.Saturated;
        parts.Hurry = pipeline.Hurry;
        engine = new Engine(parts, pipeline, gauge, clock, settings);
        foreach (StageCounters stage in pipeline.StageCounters)
        {
            stage.CaughtFaults = stage.Stage == Head ? () => Interlocked.Read(ref engine._loopFaults) : parts.CaughtFaults.GetValueOrDefault(stage.Stage);
        }

        return engine;
    }

    /// <summary>Pulls the source until it ends, <paramref name="stop"/> is asked for, or <paramref name="more"/> says no; then drains.</summary>
    /// <param name="source">Where records come from.</param>
    /// <param name="sink">Stands before <see cref="Pump"/>; null = nothing does.</param>
    /// <param name="more">False when enough was read; null = never.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <param name="backoff">What happens after a fault of reading or deciding; null = reading throws, and a faulted tick is left behind.</param>
    public async Task<EngineReport> RunAsync(IFeedSource source, IFeedSink? sink, Func<bool>? more, CancellationToken stop, LoopBackoff? backoff = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _elapsed.Start();
        Pipeline.Start();
        IFeedSink head = sink ?? Pump;
        while (Pump.Open && !stop.IsCancellationRequested && (more is null || more()) && Turn(source, head, backoff, stop))
        {
        }

        return await FinishAsync(source.Counters);
    }

    /// <summary>Completes left to right, flushes the writers, and gives the accounts.</summary>
    public async Task<EngineReport> FinishAsync(FeedCounters feed)
    {
        if (Pump.Open)
        {
            Pump.End();
        }

        bool drained = await Pipeline.DrainAsync(_drain);
        bool flushed = drained ? _parts.Flush(_drain) : _parts.FlushWriters(_drain);
        _elapsed.Stop();
        return new EngineReport(feed, Pump.Ticks, Pump.Facts, Executor, Pipeline.Report(), State.Counters, Journal.Counters, _elapsed.Elapsed, drained && flushed);
    }

    private bool Turn(IFeedSource source, IFeedSink head, LoopBackoff? backoff, CancellationToken stop)
    {
        if (backoff is null)
        {
            return source.TryRead(head, stop);
        }

        try
        {
            _tickFaulted = false;
            bool read = source.TryRead(head, stop);
            if (!_tickFaulted)
            {
                backoff.Succeeded();
                return read;
            }
        }
        catch (Exception e) when (e is not (OutOfMemoryException or FeedFormatException))
        {
            Interlocked.Increment(ref _loopFaults);
            _parts.OnFault(new StageFault(Head, e, 1, FaultPolicy.Drop));
        }

        return backoff.WaitAfterFault(stop);
    }

    private void OnFault(StageFault fault)
    {
        // The stages before the queues run inside the loop's own turn.
        _tickFaulted |= fault.Stage is Head or "executor";
        _parts.OnFault(fault);
    }

    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync();
        _parts.Dispose();
    }
}
