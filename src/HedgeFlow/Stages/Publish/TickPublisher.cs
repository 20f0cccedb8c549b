using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Turns a tick into the payloads of the per-tick surfaces: nav, positions_state, positions, positions_ledger, diagnostics,
/// engine_metadata, synced_state, and kpis_v7 and v6_runtime_probe when they are due. Knows no files and no clock: what an earlier run
/// left comes in as documents, what the next one needs goes out as documents. A payload that cannot be built never keeps back another.
/// Not thread-safe. Source: state contract, producers.
/// </summary>
public sealed partial class TickPublisher : IDisposable
{
    private readonly TickPublisherOptions _options;
    private readonly NavSection _nav;
    private readonly LedgerSection _ledger;
    private readonly KpiSection _kpis;
    private readonly RuntimeProbe _probe;
    private readonly EmptyShapes _shapes;
    private readonly RuntimeDiagnostics _diagnostics;
    private readonly EncodedPositions _positions;
    private readonly object _navLog;

    // Payloads that every tick fills again: what a tick hands over is good until the next one.
    private readonly PositionsStateState _canonical;
    private readonly PositionsState _items;
    private readonly EngineMetadataState _metadata;
    private DiagnosticsState? _state;
    private readonly TickFrame _last = new();
    private long _quarantined;
    private bool _probed;

    // Of the tick under way.
    private TickFrame _frame = null!;
    private ExecStats _stats = ExecStats.Empty;
    private bool _navTaken;
    private bool _ledgerTaken;
    private bool _prepared;
    private string _iso = "";
    private Exposures _exposures;
    private NavState? _navState;

    public TickPublisher(TickPublisherOptions options, TickCaches caches, PublisherCounters? counters = null, ExecStatsWindow? execution = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(caches);
        _options = options;
        Counters = counters ?? new PublisherCounters();
        Execution = execution ?? new ExecStatsWindow();
        _nav = new NavSection(options, caches);
        _ledger = new LedgerSection(options, caches.TpSl);
        _kpis = new KpiSection(options);
        _shapes = new EmptyShapes(options.KeptFiles);
        _probe = new RuntimeProbe(options.Flags, options.Context, options.EngineVersion, options.ProbeIntervalSeconds);
        _diagnostics = new RuntimeDiagnostics(options.Liveness);
        _positions = new EncodedPositions(options.Redactor);
        _navLog = _nav.LogDocument;
        _canonical = new PositionsStateState { UpdatedAt = "", UpdatedTs = 0, Positions = _positions.Canonical };
        _items = new PositionsState
        {
            Items = _positions.Items,
            UpdatedTs = 0,
            UpdatedAt = "",
            GrossExposureUsd = 0,
            NetExposureUsd = 0,
            LargestPositionUsd = 0,
        };
        _metadata = new EngineMetadataState
        {
            EngineVersion = options.EngineVersion,
            UpdatedTs = 0,
            GitCommit = options.GitCommit,
            RunId = options.RunId,
            Hostname = options.HostName,
            Env = options.Environment,
            Status = "running",
        };
    }

    /// <summary>What the writing side lost, shown in <c>diagnostics.json</c>.</summary>
    public PublisherCounters Counters { get; }

    /// <summary>Execution statistics; rows of an earlier run may be put in before the first tick.</summary>
    public ExecStatsWindow Execution { get; }

    /// <summary>Environment values have changed: the next tick's runtime probe tells them. Between ticks.</summary>
    public void ChangeContext(Func<EnvironmentContext, EnvironmentContext> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _probe.Context = change(_probe.Context);
        _probed = false;
    }

    /// <summary>Levels of the open positions.</summary>
    public TpSlRegistry Levels => _ledger.Registry;

    /// <summary>
    /// Takes a tick, and adds its payloads to <see cref="TickFrame.Surfaces"/> and its caches to <see cref="TickFrame.Caches"/>. What
    /// they hold is good until the next call.
    /// </summary>
    /// <param name="frame">The tick.</param>
    /// <param name="build">
    /// False where nobody will write this tick's payloads: the tick is taken, but only what has a cadence of its own is built. What is
    /// built later does not depend on it. <see cref="Rest"/> makes up for it at the end of a run.
    /// </param>
    public void Process(TickFrame frame, bool build = true)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Take(frame);
        if (build)
        {
            Build();
        }
        else
        {
            _last.CopyTick(frame);
        }

        if (_kpis.IsDue(frame.Now) && Nav() is not null)
        {
            _kpis.Gather(frame, Nav()!);
        }

        if (build && _kpis.Waits)
        {
            Try(KpisV7State.Surface, static p => p._kpis.Build());
        }

        if (_probe.IsDue(frame.Now, force: !_probed))
        {
            Try(V6RuntimeProbeState.Surface, static p => p._probe.Next(p._frame.Now, force: !p._probed, p.Nav()?.NavAgeS));
        }

        _probed = true;
        _shapes.Process(frame);
        _frame = null!;
    }

    /// <summary>The payloads of the newest tick, where it was taken without them: a frame of its own, good until the next call.</summary>
    public TickFrame Rest()
    {
        Begin(_last);
        Build();
        if (_kpis.Waits)
        {
            Try(KpisV7State.Surface, static p => p._kpis.Build());
        }

        _frame = null!;
        return _last;
    }

    public void Dispose()
    {
        _last.Dispose();
        _positions.Dispose();
        _ledger.Dispose();
        _nav.Dispose();
    }

    private void Take(TickFrame frame)
    {
        foreach (OrderFact fact in frame.Facts)
        {
            _nav.Apply(fact);
            _ledger.Apply(fact);
            _diagnostics.Apply(fact);
            Execution.Apply(fact);
        }

        _quarantined += frame.Quarantined;
        _kpis.Observe(frame);
        _stats = Execution.Snapshot(frame.Now);
        Begin(frame);
        _navTaken = Guarded(NavState.Surface.File, static p => p._nav.Take(p._frame));
        _ledgerTaken = Guarded(PositionsLedgerState.Surface.File, static p => p._ledger.Take(p._frame, p._diagnostics));
    }

    private void Begin(TickFrame frame)
    {
        _frame = frame;
        _navState = null;
        _prepared = false;
    }
}
