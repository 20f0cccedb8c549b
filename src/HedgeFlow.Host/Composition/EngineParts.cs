using HedgeFlow.Dataflow;
using HedgeFlow.Host.Settings;
using HedgeFlow.Pipelines;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Apply;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>The stages of one book with their writers, made from the settings and from what an earlier run left in its caches.</summary>
internal sealed class EngineParts : IDisposable
{
    /// <summary>Far beyond what telemetry needs for a tick: a replay goes on rather than hang.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(20);

    /// <summary>A replay that is not held back passes so many ticks in a few milliseconds: nobody sees the state of those between.</summary>
    private const int TicksPerBuild = 512;

    private readonly StatePublisher _caches;
    private readonly JournalQueue _rows;
    private readonly Book _book;
    private readonly GateKeeper _gate;
    private TickPublisher? _ticks;

    private EngineParts(ExecutorStages stages, PublishStage publish, StatePublisher state, StatePublisher caches, Journal journal, JournalQueue rows, Book book, GateKeeper gate, Action<StageFault> onFault)
    {
        Stages = stages;
        Publish = publish;
        State = state;
        _caches = caches;
        Journal = journal;
        _rows = rows;
        _book = book;
        _gate = gate;
        OnFault = onFault;
    }

    public ExecutorStages Stages { get; }

    public ExecutorStage Executor => Stages.Executor;

    public PublishStage Publish { get; }

    public StatePublisher State { get; }

    /// <summary>Writer of the documents outside the state folder.</summary>
    public StatePublisher Caches => _caches;

    public Journal Journal { get; }

    public Action<StageFault> OnFault { get; }

    /// <summary>The paper account in mode paper, else null.</summary>
    public PaperAccount? Account { get; private set; }

    /// <summary>What stages have caught inside themselves, by stage.</summary>
    public IReadOnlyDictionary<string, Func<long>> CaughtFaults { get; private set; } = new Dictionary<string, Func<long>>();

    /// <summary>State of the journal edge, known once the graph is built.</summary>
    public Func<bool>? Saturated { get; set; }

    /// <summary>Sends the telemetry side to work at once, known once the graph is built.</summary>
    public Action? Hurry { get; set; }

    public static EngineParts Create(EngineSettings settings, TimeProvider time, Action<string> log, IFileSystem files, IIntelStep? intelStep = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var lost = new PublisherCounters();
        Durability durability = settings.Host.Durability == "fsync" ? Durability.Fsync : Durability.Fast;
        var publishing = new StatePublisherOptions
        {
            Synchronous = settings.Replay,
            Spacing = TimeSpan.FromSeconds(settings.Replay ? 1 : 0),
            Durability = durability,
            FileSystem = files,
            Redactor = settings.Redactor,
            Failed = lost.WriteFailed,
            Log = log,
        };
        var state = new StatePublisher(settings.Paths.State, publishing);
        var caches = new StatePublisher(settings.Paths.Root, publishing);
        var journal = new Journal(settings.Paths, new JournalOptions
        {
            Files = new JsonlOptions
            {
                MaxBytes = settings.Host.JsonlMaxBytes,
                BackupCount = settings.Host.JsonlBackups,
                SyncInterval = settings.Replay ? null : TimeSpan.FromSeconds(1),
                FileSystem = files,
                Log = log,
            },
            Envelope = settings.Replay ? Envelope.OfReplay(time) : Envelope.OfProcess(time),
            Redactor = settings.Redactor,
            MirrorRouterMetrics = settings.Host.MirrorRouterMetrics,
        });
        var rows = new JournalQueue(journal, settings.Replay);
        ConfigurationSource config = ConfigurationSource.Open(settings, TimeProvider.System, log);
        TickCaches carried = CarriedCaches.Read(settings.Paths.Root, log);
        RiskSeed seed = CarriedCaches.Seed(carried, settings.Paths.Root, settings.Host.NavLogMaxPoints, log);
        EngineParts? parts = null;

        var book = new Book(new PositionNormalizer(symbol => log($"{symbol}: open position without entry or mark price is left out of every surface")));
        var gateView = new GateBook(new ReturnBook(config.Current.Advanced))
        {
            DryRun = settings.DryRun,
            Testnet = settings.Testnet,
            KillSwitch = settings.Environment.Flag("KILL_SWITCH"),
        };
        var gate = new GateKeeper(
            gateView, new GateState(), new EquityPeaks(new DayClock(config.Current.Limits.ResetTimezone), seed), () => config.Rules);
        var executorOptions = new ExecutorOptions
        {
            Mode = settings.Orders,
            DryRun = settings.DryRun,
            DryRunSwitch = settings.DryRunSwitch,
            Testnet = settings.Testnet,
            ShadowEnabled = settings.Flags.Shadow,
            ShadowHeartbeatSeconds = settings.Intervals.ShadowHeartbeat,
            ErrorCooldownSeconds = settings.Environment.Interval("EXEC_ERROR_COOLDOWN_SEC", 60),
            WithoutSnapshots = settings.Replay,
            RunId = settings.RunId,
            JournalSaturated = () => parts?.Saturated?.Invoke() == true,
        };
        PaperAccount? account = settings.Orders == OrderMode.Paper ? new PaperAccount() : null;
        PaperRouter? router = account is null ? null : new PaperRouter(PaperOptions.Default with { Seed = settings.Seed }, account);
        var desk = new IntentDesk(executorOptions, book, new IntentNormalizer(new IntentIds(settings.Seed)), gate, router);
        var frames = new FramePool();
        var executor = new ExecutorStage(executorOptions, book, desk, account, frames, time);
        var ticks = new TickPublisher(StageSettings.Publishing(settings, config.Current), carried, lost);
        var publish = new PublishStage(ticks, state, caches, row => rows.Add(row), settings is { Replay: true, Paced: false } ? TicksPerBuild : 1);
        var risk = new RiskStage(StageSettings.Risk(settings), () => config.Current, seed);
        var routerMetric = new RouterMetricStage(StageSettings.RouterMetric(settings, config.Current, log), () => risk.Mode);
        LogSeeds seeds = settings.Replay ? LogSeeds.None : LogSeeds.Read(settings.Paths);
        if (!settings.Replay)
        {
            routerMetric.Seed(seeds.Metrics, seeds.Orders, time.EpochSeconds());
            risk.Seed(seeds.Orders, time.EpochSeconds());
            seeds.Fill(ticks.Execution);
        }

        IntelStage intel = IntelWiring.Create(settings, config, IntelSteps.Create(settings, config.Current, log, intelStep), seeds, log);
        desk.Policies = Policies(settings, intel, routerMetric, executor, () => parts?.Hurry?.Invoke());
        Action<ShadowRequest> shadow = ShadowWiring.Create(settings, config, seeds, publish, row => rows.Add(row));
        if (!settings.Replay)
        {
            publish.Before("heartbeat", new HeartbeatStep(settings, ticks.Execution).Process);
        }

        if (settings is { DryRunSwitch: { } dryRun, Environment.File: { } envFile })
        {
            var watch = new DryRunWatch(envFile, dryRun, TimeProvider.System, on =>
            {
                gateView.DryRun = on;
                ticks.ChangeContext(context => context with { DryRun = on ? "1" : "0" });
                log($"DRY_RUN is {(on ? 1 : 0)} from now on");
            });
            publish.Before("dry-run", _ => watch.Refresh());
        }

        if (settings.Environment.Flag(TickLine.Variable))
        {
            publish.Before("tick-line", new TickLine(state, log).Process);
        }

        // A step's fault has its event at once, a stage's from its own thread: what is left are files that could not be written.
        publish.Before("faults", new FaultRow("publish", () => lost.Failures).Process);
        var routerFaults = new FaultRow("router-metric", () => routerMetric.Faults);
        var riskFaults = new FaultRow("risk", () => risk.Faults);
        var intelFaults = new FaultRow("intel", () => intel.Faults);

        var stages = new ExecutorStages
        {
            ExchangeSnapshot = new ExchangeSnapshotStage(),
            Executor = executor,
            RouterMetric = frame =>
            {
                if (!settings.Replay)
                {
                    // Between ticks, and never on the executor's thread: it touches the disk.
                    config.Refresh();
                    routerMetric.UpdateUniverse(config.Current.Universe.Symbols);
                }

                routerMetric.Process(frame);
                routerFaults.Process(frame);
            },
            Risk = frame =>
            {
                risk.Process(frame);
                riskFaults.Process(frame);
            },
            Intel = frame =>
            {
                intel.Process(frame);
                intelFaults.Process(frame);
            },
            Publish = publish.Process,
            Append = row => journal.Append(row),
            RowBytes = row => Journal.EncodedSize(row),
            RowIsDerived = row => !JournalCatalog.MustKeep(row.File),
            Shadow = shadow,
            Frames = frames,
        };
        long failedSteps = 0;
        var caught = new Dictionary<string, Func<long>>(StringComparer.Ordinal)
        {
            ["executor"] = () => Volatile.Read(ref executor.Counters.Faults),
            ["router-metric"] = () => routerMetric.Faults,
            ["risk"] = () => risk.Faults,
            ["intel"] = () => intel.Faults,
            ["publish"] = () => Interlocked.Read(ref failedSteps) + lost.Failures,
        };
        void Fault(StageFault fault)
        {
            log($"stage {fault.Stage}: {settings.Redactor.Message(fault.Exception)}");
            rows.Add(EventRows.Failure(fault.Stage, "stage_fault", time.EpochSeconds()));
        }

        publish.StepFailed = (name, exception) =>
        {
            Interlocked.Increment(ref failedSteps);
            log($"{name}: {settings.Redactor.Message(exception)}");
            rows.Add(EventRows.Failure(name, "stage_fault", time.EpochSeconds()));
        };
        parts = new EngineParts(stages, publish, state, caches, journal, rows, book, gate, Fault);
        parts.CaughtFaults = caught;
        parts.Account = account;
        parts._ticks = ticks;
        return parts;
    }

    /// <summary>Waits until everything handed over is on disk. No frame may be under way.</summary>
    public bool Flush(TimeSpan timeout)
    {
        Publish.Complete();
        return FlushWriters(timeout);
    }

    /// <summary>As <see cref="Flush"/>, where a stage may still be at work.</summary>
    public bool FlushWriters(TimeSpan timeout) => State.Flush(timeout) & _caches.Flush(timeout) & _rows.Flush(timeout) & Journal.Flush();

    /// <summary>Only with its flag on do suggestions reach the router; a replay then decides on them alike every time.</summary>
    private static RoutePolicies? Policies(EngineSettings settings, IntelStage intel, RouterMetricStage routerMetric, ExecutorStage executor, Action hurry)
    {
        AutotuneApplySettings apply = AutotuneApplySettings.FromEnvironment(settings.Environment.Text) with { ApplyEnabled = settings.Flags.AutotuneApply };
        return apply.ApplyEnabled
            ? new RoutePolicies(
                new AutotuneApplier(apply, intel.Suggestions),
                () => routerMetric.Report,
                settings.Replay ? WaitForIntel : null)
            : null;

        void WaitForIntel()
        {
            hurry();
            intel.WaitFor(executor.Counters.Ticks, SettleTime);
        }
    }

    public void Dispose()
    {
        State.Dispose();
        _caches.Dispose();
        _rows.Dispose();
        Journal.Dispose();
        Stages.Executor.Dispose();
        _ticks?.Dispose();
        _gate.Dispose();
        _book.Dispose();
    }
}
