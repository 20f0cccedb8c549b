namespace HedgeFlow.State;

/// <summary>Registry entries of the surfaces that every tick writes, and of their mirror.</summary>
internal static class TickEntries
{
    public static IReadOnlyList<StateEntry> All { get; } =
    [
        new(() => NavState.Surface)
        {
            Key = "nav",
            File = "nav.json",
            Producer = "publish, every tick",
            UpdateFrequency = "per_loop",
            Description = "Account value, series, exposures, drawdown and health of the NAV sources",
            Readers = "dashboard, sync, intel metadata",
            RequiredKeys = StateKeys.Of(
                v6: "nav nav_usd total_equity updated_ts updated_at series series[].t series[].equity peak_equity drawdown_pct drawdown_abs "
                    + "realized_pnl_today gross_exposure_usd net_exposure_usd largest_position_usd portfolio_gross_usd",
                v7Agent: "nav_total updated_at nav_age_s sources_ok fresh stale aum aum.futures aum.offexchange aum.total nav_health_snapshot",
                v76: "nav nav_usd updated_ts exec_stats"),
        },
        new(() => NavStateState.Surface)
        {
            Key = "nav_state",
            File = "nav_state.json",
            Owner = StatePrograms.Sync,
            Producer = "mirror, every sync cycle",
            UpdateFrequency = "per_sync",
            CadenceSeconds = 20,
            Description = "Copy of nav.json for readers, never newer than its source; keeps the last good one",
            Readers = "dashboard",
            RequiredKeys = StateKeys.Of(
                v7Agent: "nav_total aum series",
                v76: "nav nav_usd total_equity series aum peak_equity drawdown_pct drawdown_abs gross_exposure_usd updated_ts updated_at"),
            AnyOf = [["series", "total_equity", "nav", "nav_usd"]],
        },
        new(() => PositionsState.Surface)
        {
            Key = "positions",
            File = "positions.json",
            Producer = "publish, every tick",
            UpdateFrequency = "per_loop",
            Description = "Open positions with exposures, under every name a contract version reads",
            Readers = "dashboard, tooling",
            RequiredKeys = StateKeys.Of(
                v6: "items rows updated updated_at gross_exposure_usd net_exposure_usd largest_position_usd "
                    + StateKeys.Under("items[].", "symbol side positionSide qty entry_price mark_price pnl leverage notional ts"),
                v7Agent: StateKeys.Under("[].", "symbol side qty entryPrice markPrice leverage"),
                v76: "updated_ts " + StateKeys.Under("items[].", "unrealized_pnl unrealized realized_pnl notional")),
        },
        new(() => PositionsStateState.Surface)
        {
            Key = "positions_state",
            File = "positions_state.json",
            Producer = "publish, every tick",
            UpdateFrequency = "per_loop",
            Description = "Canonical open positions",
            Readers = "dashboard, health check",
            RequiredKeys = StateKeys.Of(
                v76: "updated_at updated_ts positions "
                    + StateKeys.Under("positions[].", "symbol side qty entry_price mark_price unrealized_pnl realized_pnl notional")),
            AnyOf = [["positions", "rows", "items", "updated_at"]],
        },
        new(() => PositionsLedgerState.Surface)
        {
            Key = "positions_ledger",
            File = "positions_ledger.json",
            Producer = "publish, every tick",
            UpdateFrequency = "per_loop",
            Description = "One entry per open position with its take-profit and stop-loss levels",
            Readers = "dashboard, health check",
            RequiredKeys = StateKeys.Of(
                v76: "updated_at updated_ts entries tp_sl_levels metadata metadata.version metadata.entry_count "
                    + StateKeys.Under("entries[].", "position_key symbol side qty entry_price tp sl created_ts updated_ts")),
            AnyOf = [["entries", "updated_at"]],
        },
        new(() => SyncedStateState.Surface)
        {
            Key = "synced_state",
            File = "synced_state.json",
            Producer = "publish, every tick",
            UpdateFrequency = "per_loop",
            Description = "Positions, NAV, engine version and flags for data brokers",
            Readers = "sync, data brokers",
            RequiredKeys = StateKeys.Of(
                v6: "items nav engine_version v6_flags updated_at",
                v7Agent: "items nav engine_version v6_flags updated_at",
                v76: "updated_ts"),
        },
        new(() => KpisV7State.Surface)
        {
            Key = "kpis_v7",
            File = "kpis_v7.json",
            Producer = "publish, own timer (KPI_V7_PUBLISH_INTERVAL_S, 120 s)",
            CadenceSeconds = 120,
            UpdateFrequency = "per_loop",
            Description = "Key figures gathered from NAV, risk, router and intel",
            Readers = "dashboard",
            RequiredKeys = StateKeys.Of(
                v7Agent: "nav nav.nav_total nav.nav_age_s nav.sources_ok nav.aum_total risk risk.dd_state risk.drawdown_pct risk.atr_regime "
                    + "router router.policy_quality router.maker_fill_rate router.fallback_ratio performance symbols",
                v76: "updated_at updated_ts ts portfolio portfolio.nav portfolio.dd_pct portfolio.var_nav_pct portfolio.cvar_nav_pct per_symbol"),
            AnyOf = [["updated_at", "ts"], ["atr_regime", "dd_state", "drawdown"]],
        },
        new(() => DiagnosticsState.Surface)
        {
            Key = "runtime_diagnostics",
            File = "diagnostics.json",
            Producer = "publish, every tick",
            UpdateFrequency = "per_loop",
            Description = "Veto counters, exit pipeline, liveness and what the publisher lost",
            Readers = "dashboard",
            RequiredKeys = StateKeys.Of(
                v76: "runtime_diagnostics runtime_diagnostics.veto_counters runtime_diagnostics.exit_pipeline runtime_diagnostics.liveness updated_ts "
                    + StateKeys.Under("runtime_diagnostics.veto_counters.", "by_reason total_signals total_orders total_vetoes")
                    + " " + StateKeys.Under("runtime_diagnostics.exit_pipeline.", "open_positions_count tp_sl_registered_count tp_sl_missing_count "
                        + "underwater_without_tp_sl_count tp_sl_coverage_pct ledger_registry_mismatch mismatch_breakdown")),
            AnyOf = [["runtime_diagnostics"]],
        },
        new(() => V6RuntimeProbeState.Surface)
        {
            Key = "v6_runtime_probe",
            File = "v6_runtime_probe.json",
            Producer = "publish, own timer (V6_RUNTIME_PROBE_INTERVAL, 300 s), forced at start",
            CadenceSeconds = 300,
            UpdateFrequency = "per_loop",
            Description = "Feature flags and context of the running process",
            Readers = "health monitor",
            RequiredKeys = StateKeys.Of(
                v6: string.Join(' ', V6Flags.Names) + " ENV DRY_RUN BINANCE_TESTNET engine_version ts",
                v7Agent: "flags engine_version ts updated_ts"),
        },
        new(() => EngineMetadataState.Surface)
        {
            Key = "engine_metadata",
            File = "engine_metadata.json",
            Producer = "publish, every tick",
            UpdateFrequency = "per_loop",
            Description = "Which engine and run wrote this folder",
            Readers = "preflight",
            AnyOf = [["engine_version", "updated_ts"]],
        },
    ];
}
