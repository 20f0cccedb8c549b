namespace HedgeFlow.State;

/// <summary>Registry entries of the surfaces that the router-metric and risk stages build.</summary>
internal static class RiskEntries
{
    public static IReadOnlyList<StateEntry> All { get; } =
    [
        new(() => RiskSnapshotState.Surface)
        {
            Key = "risk_snapshot",
            File = "risk_snapshot.json",
            Producer = "risk, own timer (EXEC_HEALTH_PUBLISH_INTERVAL, 120 s) and after each order; the last build is published every tick",
            CadenceSeconds = 120,
            UpdateFrequency = "per_loop",
            Description = "Risk mode, drawdown, breaker, anomalies, VaR and CVaR, and the state of every symbol",
            Readers = "dashboard",
            RequiredKeys = StateKeys.Of(
                v6: "updated_ts symbols " + StateKeys.Under("symbols[].", "symbol router risk vol sizing"),
                v7Agent: "risk_mode dd_state dd_state.dd_state dd_state.drawdown dd_frac daily_loss_frac dd_pct daily_loss_pct router_stats symbols",
                v76: "updated_ts nav nav_total risk_mode dd_state dd_state.state drawdown circuit_breaker circuit_breaker.active anomalies "
                    + "var var.portfolio_var_nav_pct var.max_portfolio_var_nav_pct var.within_limit cvar cvar.per_symbol"),
            AnyOf = [["updated_ts", "risk_mode", "dd_state"]],
        },
        new(() => RouterHealthState.Surface)
        {
            Key = "router_health",
            File = "router_health.json",
            Producer = "router-metric, own timer (ROUTER_HEALTH_REFRESH_INTERVAL_S, 60 s) and after each order",
            CadenceSeconds = 60,
            UpdateFrequency = "per_loop",
            Description = "How orders were routed and filled, for every symbol of the universe and in total",
            Readers = "dashboard",
            RequiredKeys = StateKeys.Of(
                v6: "updated_ts symbols " + StateKeys.Under("symbols[].", "symbol maker_fill_rate fallback_rate slippage_p50 slippage_p95 policy updated_ts"),
                v7Agent: "updated_ts router_health_score maker_fill_rate fallback_ratio slippage_p50 slip_q95 symbols",
                v76: "updated_ts router_health global per_symbol " + StateKeys.Under("router_health.", "global per_symbol meta")
                    + " " + StateKeys.Under("global.", "quality_score avg_slippage_bps slippage_drift_bps slippage_drift_bucket avg_latency_ms latency_bucket "
                        + "twap_usage_ratio router_bucket")),
            AnyOf = [["updated_ts"], ["global", "summary", "symbols", "per_symbol", "router_health"]],
        },
        new(() => ExecutionHealthState.Surface)
        {
            Key = "execution_health",
            File = "execution_health.json",
            Producer = "risk, own timer (EXEC_HEALTH_PUBLISH_INTERVAL, 120 s)",
            CadenceSeconds = 120,
            UpdateFrequency = "per_loop",
            Description = "Health of execution: router and risk in total, errors by component, every symbol",
            Readers = "dashboard",
            RequiredKeys = StateKeys.Of(v7Agent: "schema router risk errors", v76: "updated_ts"),
        },
    ];
}
