namespace HedgeFlow.State;

/// <summary>Registry entries of the surfaces that the intel stage builds.</summary>
internal static class IntelEntries
{
    public static IReadOnlyList<StateEntry> All { get; } =
    [
        new(() => ExpectancyV6State.Surface)
        {
            Key = "expectancy_v6",
            File = "expectancy_v6.json",
            Producer = "intel, own timer (INTEL_V6_REFRESH_INTERVAL_S, 600 s), with INTEL_V6_ENABLED",
            CadenceSeconds = 600,
            UpdateFrequency = "per_intel",
            Description = "Expectancy per symbol, hour and regime over the look-back",
            Readers = "dashboard, probes",
            Soft = true,
            RequiredKeys = StateKeys.Of(v6: Expectancy, v7Agent: Expectancy),
        },
        new(() => SymbolScoresV6State.Surface)
        {
            Key = "symbol_scores",
            File = "symbol_scores_v6.json",
            Producer = "intel, own timer (INTEL_V6_REFRESH_INTERVAL_S, 600 s); the last run is published every tick",
            CadenceSeconds = 600,
            UpdateFrequency = "per_intel",
            Description = "Score of every symbol with its components and the hybrid score",
            Readers = "dashboard, probes",
            RequiredKeys = StateKeys.Of(v6: Scores, v7Agent: Scores, v76: StateKeys.Under("symbols[].", "hybrid_score router_quality_score hybrid")),
        },
        new(() => RouterPolicySuggestionsV6State.Surface)
        {
            Key = "router_policy_suggestions_v6",
            File = "router_policy_suggestions_v6.json",
            Producer = "intel, own timer (ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S, 900 s), with INTEL_V6_ENABLED and ROUTER_AUTOTUNE_V6_ENABLED",
            CadenceSeconds = 1200,
            UpdateFrequency = "per_intel",
            Description = "Suggested router policy per symbol",
            Readers = "probes, review",
            Soft = true,
            RequiredKeys = StateKeys.Of(v6: Policies, v7Agent: Policies + " proposed_policy"),
        },
        new(() => RiskAllocationSuggestionsV6State.Surface)
        {
            Key = "risk_allocation_suggestions_v6",
            File = "risk_allocation_suggestions_v6.json",
            Producer = "intel, own timer (FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S, 1800 s), with INTEL_V6_ENABLED and FEEDBACK_ALLOCATOR_V6_ENABLED",
            CadenceSeconds = 1800,
            UpdateFrequency = "per_intel",
            Description = "Suggested weights and caps per symbol",
            Readers = "review",
            Soft = true,
            RequiredKeys = StateKeys.Of(v6: Allocation, v7Agent: Allocation),
        },
        new(() => RvMomentumState.Surface)
        {
            Key = "rv_momentum",
            File = "rv_momentum.json",
            Producer = "intel, every run, when enabled",
            CadenceSeconds = 600,
            UpdateFrequency = "per_intel",
            Description = "Relative-value momentum per symbol and basket spreads",
            Readers = "dashboard",
            Soft = true,
            RequiredKeys = StateKeys.Of(v76: "updated_ts per_symbol spreads spreads.btc_vs_eth spreads.l1_vs_alt spreads.meme_vs_rest"),
        },
        new(() => FactorDiagnosticsState.Surface)
        {
            Key = "factor_diagnostics",
            File = "factor_diagnostics.json",
            Producer = "intel, every run",
            CadenceSeconds = 600,
            UpdateFrequency = "per_intel",
            Description = "Factor readings, covariance, information ratios, weights and PnL attribution",
            Readers = "dashboard",
            Soft = true,
            RequiredKeys = StateKeys.Of(
                v76: "updated_ts raw_factors per_symbol normalization_coeffs covariance orthogonalized factor_ir weights factor_weights "
                    + "orthogonalization_enabled auto_weighting_enabled pnl_attribution config"),
        },
    ];

    private const string Expectancy = "symbols hours regimes sample_count lookback_hours metadata updated_ts";

    private const string Scores =
        "updated_ts symbols symbols[].symbol symbols[].score symbols[].components symbols[].inputs";

    private const string Policies =
        "generated_ts lookback_days symbols symbols[].symbol symbols[].regime symbols[].quality symbols[].metrics symbols[].current_policy "
        + "symbols[].proposed_policy symbols[].rationale";

    private const string Allocation =
        "generated_ts lookback_days global global.current_equity_usd global.current_drawdown_pct global.risk_mode symbols symbols[].symbol "
        + "symbols[].expectancy symbols[].router_policy symbols[].caps symbols[].suggested_caps symbols[].suggested_weight symbols[].rationale";
}
