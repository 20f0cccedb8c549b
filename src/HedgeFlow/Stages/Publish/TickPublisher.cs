using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Turns a tick into the payloads of the per-tick surfaces: nav, positions_state, positions, positions_ledger, diagnostics,
/// engine_metadata, synced_state, and kpis_v7 and v6_runtime_probe when they are due. Knows no files and no clock: what an earlier run
/// left comes in as documents, what the next one needs goes out as documents. A payload that cannot be built never keeps back another.
/// Not thread-safe. Source: state contract, producers.
/// </summary>
public sealed class TickPublisher : IDisposable
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
    private long _quarantined;
    private bool _probed;

    // Of the tick under way.
    private TickFrame _frame = null!;
    private string _iso = "";
    private Exposures _exposures;
    private ExecStats _stats = ExecStats.Empty;
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
    /// Adds the payloads of the tick to <see cref="TickFrame.Surfaces"/> and the caches to <see cref="TickFrame.Caches"/>. What they
    /// hold is good until the next call.
    /// </summary>
    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        foreach (OrderFact fact in frame.Facts)
        {
            _nav.Apply(fact);
            _ledger.Apply(fact);
            _diagnostics.Apply(fact);
            Execution.Apply(fact);
        }

        _quarantined += frame.Quarantined;
        _kpis.Observe(frame);
        _frame = frame;
        _iso = IsoTime.Format(frame.Now) ?? "";
        _exposures = Exposures.Of(frame.Positions.Span);
        _stats = Execution.Snapshot(frame.Now);
        _positions.Take(frame.Positions.Span, frame.Now);

        _navState = Try(NavState.Surface, static p => p._nav.Build(p._frame, p._iso, p._exposures, p._stats));
        Try(PositionsStateState.Surface, static p => p.Canonical());
        if (_options.Contract == ContractProfile.V7Agent)
        {
            frame.Surfaces.Add(PositionsState.Surface.With(_positions.Items));
        }
        else
        {
            Try(PositionsState.Surface, static p => p.Positions());
        }

        if (Try(PositionsLedgerState.Surface, static p => p._ledger.Build(p._frame, p._iso, p._diagnostics)) is null)
        {
            frame.Surfaces.Add(PositionsLedgerState.Surface.With(PositionsLedgerState.Empty(_iso, frame.Now)));
        }

        Try(DiagnosticsState.Surface, static p => p.Diagnostics());
        Try(EngineMetadataState.Surface, static p => p.Metadata());
        SyncedStateState? synced = Try(SyncedStateState.Surface, static p => p.Synced());
        if (_navState is not null)
        {
            Try(KpisV7State.Surface, static p => p._kpis.Next(p._frame, p._navState!));
        }

        Try(V6RuntimeProbeState.Surface, static p => p._probe.Next(p._frame.Now, force: !p._probed, p._navState?.NavAgeS));
        _probed = true;
        _shapes.Process(frame);
        AddCaches(frame, synced);
        _frame = null!;
    }

    public void Dispose()
    {
        _positions.Dispose();
        _ledger.Dispose();
        _nav.Dispose();
    }

    private PositionsStateState Canonical()
    {
        (_canonical.UpdatedAt, _canonical.UpdatedTs) = (_iso, _frame.Now);
        return _canonical;
    }

    private PositionsState Positions()
    {
        (_items.UpdatedAt, _items.UpdatedTs) = (_iso, _frame.Now);
        (_items.GrossExposureUsd, _items.NetExposureUsd, _items.LargestPositionUsd) = (_exposures.Gross, _exposures.Net, _exposures.Largest);
        _items.ExecStats = _stats;
        return _items;
    }

    private DiagnosticsState Diagnostics()
    {
        RuntimeDiagnosticsBlock runtime = _diagnostics.Snapshot(_frame.Now);
        PublisherBlock publisher = Counters.Block(_quarantined);
        _state ??= new DiagnosticsState
        {
            RuntimeDiagnostics = runtime,
            EngineVersion = _options.EngineVersion,
            UpdatedTs = 0,
            UpdatedAt = "",
            Publisher = publisher,
        };
        (_state.RuntimeDiagnostics, _state.UpdatedTs, _state.UpdatedAt, _state.Publisher) = (runtime, _frame.Now, _iso, publisher);
        return _state;
    }

    private EngineMetadataState Metadata()
    {
        _metadata.UpdatedTs = _frame.Now;
        return _metadata;
    }

    private SyncedStateState Synced() => SyncedStateBuilder.Build(
        _positions.Items, _navState?.Nav, _options.EngineVersion, _options.Flags, _frame.Now, null, _frame.Now, _nav.LastKnownGood, _options.EngineVersion);

    private void AddCaches(TickFrame frame, SyncedStateState? synced)
    {
        frame.Caches.Add(new CacheDocument(NavCache.Cache, _navLog));
        if (_nav.Peak is { } peak)
        {
            frame.Caches.Add(new CacheDocument(PeakRecord.Cache, peak));
        }

        if (_ledger.DueCache() is { } levels)
        {
            frame.Caches.Add(new CacheDocument(TpSlCache.Cache, levels));
        }

        if (synced is not null && _options.MirrorLegacySyncedState)
        {
            frame.Caches.Add(new CacheDocument(SyncedStateState.LegacyCopy, synced));
        }
    }

    /// <summary>Builds a payload and adds it when there is one; a failure is counted and stays with its surface.</summary>
    private T? Try<T>(StateSurface<T> surface, Func<TickPublisher, T?> build)
        where T : class
    {
        try
        {
            T? payload = build(this);
            if (payload is not null)
            {
                _frame.Surfaces.Add(surface.With(payload));
            }

            return payload;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Counters.WriteFailed(surface.File);
            return null;
        }
    }
}
