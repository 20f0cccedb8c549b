namespace HedgeFlow.Configuration;

/// <summary>Keys of <c>risk_limits.json</c>. Source: risk contract, configuration.</summary>
internal static class RiskLimitsSchema
{
    private static readonly ConfigSchema Circuit = new([new("max_errors", ConfigKey.Amount), new("window_sec", ConfigKey.Amount)]);

    private static readonly ConfigSchema Burst = new([new("max_orders", ConfigKey.Amount), new("window_sec", ConfigKey.Amount)]);

    private static readonly ConfigSchema Tier = new([new("per_symbol_nav_pct", ConfigKey.Percentage)]);

    public static ConfigSchema Global { get; } = new(
    [
        new("daily_loss_limit_pct", ConfigKey.Percentage),
        new("max_nav_drawdown_pct", ConfigKey.Percentage),
        new("drawdown_alert_pct", ConfigKey.Percentage),
        new("max_trade_nav_pct", ConfigKey.Percentage),
        new("trade_equity_nav_pct", ConfigKey.Percentage),
        new("equity_nav_pct", ConfigKey.Percentage),
        new("equity_clamp_nav_pct", ConfigKey.Percentage),
        new("symbol_notional_share_cap_pct", ConfigKey.Percentage),
        new("max_symbol_exposure_pct", ConfigKey.Percentage),
        new("max_gross_exposure_pct", ConfigKey.ExposureRatio),
        new("max_portfolio_gross_nav_pct", ConfigKey.ExposureRatio),
        new("max_gross_nav_pct", ConfigKey.ExposureRatio),
        new("tiers", ConfigKey.Block(ConfigSchema.MapOf(ConfigKey.Block(Tier)))),
        new("max_concurrent_positions", ConfigKey.Amount),
        new("max_leverage", ConfigKey.Amount),
        new("max_effective_leverage", ConfigKey.Amount),
        new("min_notional_usdt", ConfigKey.Amount),
        new("whitelist", ConfigKey.Texts),
        new("error_circuit", ConfigKey.Block(Circuit)),
        new("burst_limit", ConfigKey.Block(Burst)),
        new("dd_flap_window_minutes", ConfigKey.Amount),
        new("dd_flap_max_transitions", ConfigKey.Amount),
        new("nav_freshness_seconds", ConfigKey.Amount),
        new("fail_closed_on_nav_stale", ConfigKey.Flag),
    ]);

    /// <summary>Also the caps of a pair in <c>pairs_universe.json</c>.</summary>
    public static ConfigSchema Symbol { get; } = new(
    [
        new("max_nav_pct", ConfigKey.Percentage),
        new("symbol_notional_share_cap_pct", ConfigKey.Percentage),
        new("min_notional", ConfigKey.Amount),
        new("max_order_notional", ConfigKey.Amount),
        new("max_position_usd", ConfigKey.Amount),
        new("max_leverage", ConfigKey.Amount),
        new("max_open_qty", ConfigKey.Amount),
        new("cooldown_sec", ConfigKey.Amount),
        new("block_sides", ConfigKey.Texts),
        // The allocator's caps of the symbol; the gate does not read them.
        new("max_trade_nav_pct", ConfigKey.Percentage),
        new("max_concurrent_positions", ConfigKey.Amount),
    ]);

    public static ConfigSchema CircuitBreakers { get; } = new([new("max_portfolio_dd_nav_pct", ConfigKey.Percentage)]);

    public static ConfigSchema Root { get; } = new(
    [
        new("global", ConfigKey.Block(Global)),
        new("per_symbol", ConfigKey.Block(ConfigSchema.MapOf(ConfigKey.Block(Symbol)))),
        new("circuit_breakers", ConfigKey.Block(CircuitBreakers)),
        new("nav_freshness_seconds", ConfigKey.Amount),
        new("fail_closed_on_nav_stale", ConfigKey.Flag),
        new("reset_timezone", ConfigKey.Text),
        new("quote_symbols", ConfigKey.Texts),
        new("restricted_symbols", ConfigKey.Texts),
        new("non_prod", ConfigKey.Block(new ConfigSchema([new("require_dry_run", ConfigKey.Flag)]))),
        new("nav_anomalies", ConfigKey.Block(new ConfigSchema(
        [
            new("enabled", ConfigKey.Flag),
            new("max_multiplier_intraday", ConfigKey.Number),
            new("max_nav_jump_pct", ConfigKey.Number),
            new("max_gap_abs_usd", ConfigKey.Number),
        ]))),
        // Bounds of the router autotune; read by it.
        new("router_autotune_v6", ConfigKey.Any),
        new("router_autotune", ConfigKey.Any),
        new("testnet_overrides", ConfigKey.Block(new ConfigSchema(
            [new("enabled", ConfigKey.Flag), new("log_notice", ConfigKey.Flag)], ConfigKey.Any))),
    ]);
}
