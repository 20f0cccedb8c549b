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
public sealed class TickPublisher
{
    private readonly TickPublisherOptions _options;
    private readonly NavSection _nav;
    private readonly LedgerSection _ledger;
    private readonly KpiSection _kpis;
    private readonly RuntimeProbe _probe;
    private readonly EmptyShapes _shapes;
    private readonly RuntimeDiagnostics _diagnostics;
    private long _quarantined;
    private bool _probed;

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
    }

    /// <summary>What the writing side lost, shown in <c>diagnostics.json</c>.</summary>
    public PublisherCounters Counters { get; }

    /// <summary>Execution statistics; rows of an earlier run may be put in before the first tick.</summary>
    public ExecStatsWindow Execution { get; }

    /// <summary>Levels of the open positions.</summary>
    public TpSlRegistry Levels => _ledger.Registry;

    /// <summary>The newest nav payload, for stages that run before this one; null before the first tick.</summary>
    public SurfaceWrite? NewestNav { get; private set; }

    /// <summary>The newest KPI payload; null before the first build.</summary>
    public SurfaceWrite? NewestKpis { get; private set; }

    /// <summary>Adds the payloads of the tick to <see cref="TickFrame.Surfaces"/> and the caches to <see cref="TickFrame.Caches"/>.</summary>
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
        string iso = IsoTime.Format(frame.Now) ?? "";
        var exposures = Exposures.Of(frame.Positions.Span);
        PositionItem[] items = PositionItem.Of(frame.Positions.Span, frame.Now);
        RawJson rows = items.Length == 0 ? RawJson.EmptyArray : RawJson.Of(items, PositionsStateJson.Default.PositionItemArray);
        ExecStats stats = Execution.Snapshot(frame.Now);

        NavState? nav = Try(frame, NavState.Surface, () => _nav.Build(frame, exposures, stats));
        Try(frame, PositionsStateState.Surface, () => new PositionsStateState
        {
            UpdatedAt = iso,
            UpdatedTs = frame.Now,
            Positions = CanonicalPosition.Of(items),
        });
        AddPositions(frame, rows, iso, exposures, stats);
        if (Try(frame, PositionsLedgerState.Surface, () => _ledger.Build(frame, iso, _diagnostics)) is null)
        {
            frame.Surfaces.Add(PositionsLedgerState.Surface.With(PositionsLedgerState.Empty(iso, frame.Now)));
        }

        Try(frame, DiagnosticsState.Surface, () => new DiagnosticsState
        {
            RuntimeDiagnostics = _diagnostics.Snapshot(frame.Now),
            EngineVersion = _options.EngineVersion,
            UpdatedTs = frame.Now,
            UpdatedAt = iso,
            Publisher = Counters.Block(_quarantined),
        });
        Try(frame, EngineMetadataState.Surface, () => new EngineMetadataState
        {
            EngineVersion = _options.EngineVersion,
            UpdatedTs = frame.Now,
            GitCommit = _options.GitCommit,
            RunId = _options.RunId,
            Hostname = _options.HostName,
            Env = _options.Environment,
            Status = "running",
        });
        SyncedStateState? synced = Try(frame, SyncedStateState.Surface, () => SyncedStateBuilder.Build(
            rows, nav?.Nav, _options.EngineVersion, _options.Flags, frame.Now, null, frame.Now, _nav.LastKnownGood, _options.EngineVersion));
        if (nav is not null)
        {
            NewestNav = NavState.Surface.With(nav);
            if (Try(frame, KpisV7State.Surface, () => _kpis.Next(frame, nav)) is { } kpis)
            {
                NewestKpis = KpisV7State.Surface.With(kpis);
            }
        }

        Try(frame, V6RuntimeProbeState.Surface, () => _probe.Next(frame.Now, force: !_probed, nav?.NavAgeS));
        _probed = true;
        _shapes.Process(frame);
        AddCaches(frame, synced);
    }

    private void AddPositions(TickFrame frame, RawJson rows, string iso, Exposures exposures, ExecStats stats)
    {
        if (_options.Contract == ContractProfile.V7Agent)
        {
            frame.Surfaces.Add(PositionsState.Surface.With(rows));
            return;
        }

        Try(frame, PositionsState.Surface, () => new PositionsState
        {
            Items = rows,
            UpdatedTs = frame.Now,
            UpdatedAt = iso,
            GrossExposureUsd = exposures.Gross,
            NetExposureUsd = exposures.Net,
            LargestPositionUsd = exposures.Largest,
            ExecStats = stats,
        });
    }

    private void AddCaches(TickFrame frame, SyncedStateState? synced)
    {
        frame.Caches.Add(new CacheDocument(NavCache.Cache, _nav.LogDocument()));
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
    private T? Try<T>(TickFrame frame, StateSurface<T> surface, Func<T?> build)
        where T : class
    {
        try
        {
            T? payload = build();
            if (payload is not null)
            {
                frame.Surfaces.Add(surface.With(payload));
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
