namespace HedgeFlow.Configuration;

/// <summary>Keys of <c>strategy_config.json</c>. Every block belongs to the stage that reads it; here only their form is checked.</summary>
internal static class StrategySchema
{
    private static readonly ConfigKey Fraction = new(ConfigKeyKind.Number, 0, 1);

    private static readonly ConfigSchema Fees = new([new("maker_bps", ConfigKey.Number), new("taker_bps", ConfigKey.Number)]);

    private static readonly ConfigSchema RouterQuality = new(
    [
        new("enabled", ConfigKey.Flag),
        new("base_score", Fraction),
        new("min_score", Fraction),
        new("max_score", Fraction),
        new("stats_window", ConfigKey.Block(new ConfigSchema([new("seconds", ConfigKey.Amount), new("min_events", ConfigKey.Amount)]))),
        new("slippage_drift_bps_thresholds", ConfigKey.Block(new ConfigSchema([new("green", ConfigKey.Number), new("yellow", ConfigKey.Number)]))),
        new("latency_ms_thresholds", ConfigKey.Block(new ConfigSchema([new("fast", ConfigKey.Amount), new("normal", ConfigKey.Amount)]))),
        new("bucket_penalties", ConfigKey.Block(ConfigSchema.MapOf(ConfigKey.Number))),
        new("twap_skip_penalty", ConfigKey.Number),
        new("low_quality_threshold", Fraction),
        new("high_quality_threshold", Fraction),
        new("low_quality_hybrid_multiplier", ConfigKey.Amount),
        new("high_quality_hybrid_multiplier", ConfigKey.Amount),
        new("min_for_emission", ConfigKey.Number),
    ]);

    private static readonly ConfigSchema FactorDiagnostics = new(
    [
        new("enabled", ConfigKey.Flag),
        new("factors", ConfigKey.Texts),
        new("normalization_mode", new ConfigKey(ConfigKeyKind.Text, Words: ["zscore", "minmax", "none"])),
        new("covariance_lookback_days", ConfigKey.Amount),
        new("pnl_attribution_lookback_days", ConfigKey.Amount),
        new("max_abs_zscore", ConfigKey.Amount),
        new("orthogonalization", ConfigKey.Block(new ConfigSchema(
        [
            new("enabled", ConfigKey.Flag),
            new("method", new ConfigKey(ConfigKeyKind.Text, Words: ["gram_schmidt"])),
        ]))),
        new("auto_weighting", ConfigKey.Block(new ConfigSchema(
        [
            new("enabled", ConfigKey.Flag),
            new("mode", new ConfigKey(ConfigKeyKind.Text, Words: ["vol_inverse_ir", "equal", "vol_inverse", "ir_only"])),
            new("min_weight", ConfigKey.Amount),
            new("max_weight", ConfigKey.Amount),
            new("normalize_to_one", ConfigKey.Flag),
            new("smoothing_alpha", Fraction),
        ]))),
    ]);

    private static readonly ConfigSchema RvMomentum = new(
    [
        new("enabled", ConfigKey.Flag),
        new("lookback_bars", new ConfigKey(ConfigKeyKind.Number, 2)),
        new("half_life_bars", ConfigKey.Amount),
        new("normalize_mode", new ConfigKey(ConfigKeyKind.Text, Words: ["zscore", "rank"])),
        new("btc_vs_eth_weight", ConfigKey.Number),
        new("l1_vs_alt_weight", ConfigKey.Number),
        new("meme_vs_rest_weight", ConfigKey.Number),
        new("per_symbol_weight", ConfigKey.Number),
        new("max_abs_score", ConfigKey.Amount),
        new("hybrid_weight", Fraction),
        new("rv_min_for_long", ConfigKey.Number),
        new("rv_max_for_short", ConfigKey.Number),
    ]);

    private static readonly ConfigSchema Runtime = new(
    [
        new("fees", ConfigKey.Block(Fees)),
        new("router", ConfigKey.Block(new ConfigSchema(
        [
            new("twap", ConfigKey.Block(new ConfigSchema(
            [
                new("enabled", ConfigKey.Flag),
                new("min_notional_usd", ConfigKey.Amount),
                new("slices", new ConfigKey(ConfigKeyKind.Number, 1)),
                new("interval_seconds", ConfigKey.Amount),
            ]))),
            new("slippage", ConfigKey.Block(new ConfigSchema(
            [
                new("ewma_halflife_trades", ConfigKey.Number),
                new("depth_levels", new ConfigKey(ConfigKeyKind.Number, 1)),
                new("spread_pause_factor", ConfigKey.Amount),
            ]))),
            new("max_spread_bps", ConfigKey.Amount),
            new("offset_spread_clamp_bps", ConfigKey.Amount),
            new("rejects_max", ConfigKey.Amount),
            new("slip_max_bps", ConfigKey.Amount),
        ]))),
    ]);

    public static ConfigSchema Root { get; } = new(
    [
        new("router_quality", ConfigKey.Block(RouterQuality)),
        new("risk_advanced", ConfigKey.Block(RiskAdvanced.Schema)),
        new("factor_diagnostics", ConfigKey.Block(FactorDiagnostics)),
        new("rv_momentum", ConfigKey.Block(RvMomentum)),
        new("runtime", ConfigKey.Block(Runtime)),
        new("fees", ConfigKey.Block(Fees)),
        new("hybrid_scoring", ConfigKey.Any),
        new("alpha_decay", ConfigKey.Block(new ConfigSchema(
            [new("enabled", ConfigKey.Flag), new("half_life_minutes", ConfigKey.Number), new("min_decay_multiplier", Fraction)]))),
        new("vol_regimes", ConfigKey.Any),
        new("vol_target", ConfigKey.Any),
        new("carry", ConfigKey.Any),
        new("dry_run", ConfigKey.Block(new ConfigSchema(
            [new("simulated_nav_usdt", ConfigKey.Amount), new("simulated_balances", ConfigKey.Any)]))),
        new("diagnostics", ConfigKey.Block(new ConfigSchema(
        [
            new("liveness", ConfigKey.Block(new ConfigSchema(
            [
                new("enabled", ConfigKey.Flag),
                new("max_idle_signals_seconds", ConfigKey.Amount),
                new("max_idle_orders_seconds", ConfigKey.Amount),
                new("max_idle_exits_seconds", ConfigKey.Amount),
                new("max_idle_router_events_seconds", ConfigKey.Amount),
            ]))),
        ]))),
    ]);

    /// <summary>Pairs of keys of which the first must not be above the second.</summary>
    public static IReadOnlyList<(string Low, double LowDefault, string High, double HighDefault)> Ordered { get; } =
    [
        ("router_quality.min_score", 0.2, "router_quality.max_score", 1),
        ("router_quality.slippage_drift_bps_thresholds.green", 2, "router_quality.slippage_drift_bps_thresholds.yellow", 6),
        ("router_quality.latency_ms_thresholds.fast", 150, "router_quality.latency_ms_thresholds.normal", 400),
        ("router_quality.low_quality_threshold", 0.5, "router_quality.high_quality_threshold", 0.9),
        ("factor_diagnostics.auto_weighting.min_weight", 0.05, "factor_diagnostics.auto_weighting.max_weight", 0.4),
    ];
}
