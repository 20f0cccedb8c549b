using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <content>The payloads of a tick that was taken. Building them changes nothing that a later tick depends on.</content>
public sealed partial class TickPublisher
{
    private void Build()
    {
        TickFrame frame = _frame;
        Prepare();
        _positions.Take(frame.Positions.Span, frame.Now);
        if (Nav() is { } nav)
        {
            frame.Surfaces.Add(NavState.Surface.With(nav));
        }

        Try(PositionsStateState.Surface, static p => p.Canonical());
        if (_options.Contract == ContractProfile.V7Agent)
        {
            frame.Surfaces.Add(PositionsState.Surface.With(_positions.Items));
        }
        else
        {
            Try(PositionsState.Surface, static p => p.Positions());
        }

        if (!_ledgerTaken || Try(PositionsLedgerState.Surface, static p => p._ledger.Build(p._frame.Now, p._iso)) is null)
        {
            frame.Surfaces.Add(PositionsLedgerState.Surface.With(PositionsLedgerState.Empty(_iso, frame.Now)));
        }

        Try(DiagnosticsState.Surface, static p => p.Diagnostics());
        Try(EngineMetadataState.Surface, static p => p.Metadata());
        AddCaches(frame, Try(SyncedStateState.Surface, static p => p.Synced()));
    }

    /// <summary>What several payloads show.</summary>
    private void Prepare()
    {
        if (!_prepared)
        {
            _prepared = true;
            _iso = IsoTime.Format(_frame.Now) ?? "";
            _exposures = Exposures.Of(_frame.Positions.Span);
        }
    }

    /// <summary>The NAV payload of the tick under way, built when it is first asked for; null when it cannot be.</summary>
    private NavState? Nav()
    {
        if (_navState is null && _navTaken)
        {
            Prepare();
            _navTaken = Guarded(NavState.Surface.File, static p => p._navState = p._nav.Build(p._frame, p._iso, p._exposures, p._stats));
        }

        return _navState;
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

    private bool Guarded(string file, Action<TickPublisher> work)
    {
        try
        {
            work(this);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Counters.WriteFailed(file);
            return false;
        }
    }
}
