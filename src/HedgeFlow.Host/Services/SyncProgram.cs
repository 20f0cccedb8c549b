using System.Text.Json.Nodes;
using HedgeFlow.Dataflow;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Settings;
using HedgeFlow.Pipelines;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Sync;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Services;

/// <summary>
/// The sync program: mirrors <c>nav.json</c> on this machine at its interval, whatever the remote does, and pushes the state to the
/// remote where there is one. Source: services contract, sync.
/// </summary>
internal sealed class SyncProgram : IAsyncDisposable
{
    private const double DefaultInterval = 20;
    private const double ReportSeconds = 3600;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    /// <summary>A single cycle waits for its remote half with all its attempts.</summary>
    private static readonly TimeSpan DrainOnce = TimeSpan.FromSeconds(60);

    private readonly EngineSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly FirestoreAccess _access;
    private readonly SyncHealth _health = new();
    private readonly StatePublisher _state;
    private readonly SyncStage _stage;
    private readonly RemoteHalf? _remote;
    private readonly Pipeline<SyncCycle> _pipeline;
    private bool _writeFailed;

    public SyncProgram(EngineSettings settings, FirestoreAccess access, TimeProvider time, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _access, _time, _log) = (settings, access, time, log);
        _state = new StatePublisher(settings.Paths.State, new StatePublisherOptions
        {
            Synchronous = true,
            Durability = settings.Host.Durability == "fsync" ? Durability.Fsync : Durability.Fast,
            Redactor = settings.Redactor,
            Failed = _ => _writeFailed = true,
            Log = log,
        });
        _stage = new SyncStage(Local(settings), Write, _health, new ProcessHeartbeat(ProcessHeartbeat.Sync, settings.RunId), log);
        if (access is { MayWrite: true, Client.IsRemote: true })
        {
            _remote = new RemoteHalf(access.Mirror(settings, time.EpochSeconds(), log), _health, settings.RunId, log);
        }

        _pipeline = SyncPipeline.Build(
            new SyncStages { Mirror = Mirror, Push = PushAsync, Append = new SharedLog(settings, log).Append },
            new PipelineOptions { Instance = settings.Paths.Book, OnFault = fault => log($"error: {fault.Stage}: {settings.Redactor.Message(fault.Exception)}") });
    }

    /// <summary>Seconds from one cycle's start to the next.</summary>
    public static double Interval(EngineSettings settings) => Math.Max(1, settings.Environment.Number("SYNC_INTERVAL_SEC", DefaultInterval, min: 0));

    public SyncStage Stage => _stage;

    public SyncHealth Health => _health;

    public RemoteTotals Remote => _remote?.Totals ?? RemoteTotals.None;

    /// <summary>The report so far.</summary>
    public IEnumerable<string> Report() =>
        SyncReport.Lines(_stage, _health, Remote, _remote is null ? _access.Refusal ?? _access.Description : _access.Description);

    /// <summary>The local half of the file reads where readers read and writes where the book's writers write.</summary>
    public static LocalMirror Local(EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var sources = new StateFolderReader(settings.Paths.StateForReaders, follows: true);
        var own = new StateFolderReader(settings.Paths.State, follows: true);
        return new LocalMirror(file => (StateCatalog.MayWrite(StatePrograms.Sync, file) ? own : sources).Read(file));
    }

    /// <summary>Runs until told to stop. 1 when a single cycle failed, or the graph did; the remote's failures never end the loop.</summary>
    public async Task<int> RunAsync(bool once, CancellationToken stop)
    {
        using var signals = ProgramSignals.Linked(stop);
        var report = new DueTimer(ReportSeconds);
        report.Mark(_time.EpochSeconds());
        _pipeline.Start();
        await ServiceLoop.RunAsync(TimeSpan.FromSeconds(Interval(_settings)), ShortestPause, once, () => TurnAsync(report), _time, signals.Token);
        bool drained = await _pipeline.DrainAsync(once ? DrainOnce : Drain);
        if (!drained && once)
        {
            _log("error: the remote did not answer in time");
        }

        bool failed = once ? !drained || !_health.Local.Ok || !_health.Remote.Ok : _pipeline.FirstFault is not null;
        return failed ? ExitCodes.Failure : ExitCodes.Success;
    }

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        _state.Dispose();
    }

    private async Task TurnAsync(DueTimer report)
    {
        double now = _time.EpochSeconds();
        await _pipeline.OfferAsync(new SyncCycle(now));
        if (report.IsDue(now))
        {
            report.Mark(now);
            foreach (string line in Report())
            {
                _log(line);
            }
        }
    }

    private SyncCycle Mirror(SyncCycle cycle)
    {
        _stage.Process(cycle);
        SyncMetrics.LocalCycle(cycle.Local!.Value);
        SyncMetrics.Mirrored(Stage.SourceTs);
        return cycle;
    }

    private ValueTask PushAsync(SyncCycle cycle, CancellationToken stop) => _remote?.PushAsync(cycle, stop) ?? ValueTask.CompletedTask;

    private bool Write(JsonObject document)
    {
        _writeFailed = false;
        _state.Publish(NavStateState.Surface.With(document));
        return !_writeFailed;
    }
}
