using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// What a surface holds while nothing has been computed for it: every required member, empty, with the time at which that was
/// so. For surfaces that are computed seldom or behind a flag. Source: state contract, file schemas.
/// </summary>
public static class EmptySurfaces
{
    private const double Lookback = 48;

    private static readonly string[] Factors = ["trend", "carry", "rv_momentum", "router_quality", "expectancy", "vol_regime"];

    /// <summary>The empty shapes at <paramref name="now"/>, epoch seconds UTC.</summary>
    public static IEnumerable<SurfaceWrite> At(double now)
    {
        yield return Document("expectancy_v6", new JsonObject
        {
            ["symbols"] = new JsonObject(),
            ["hours"] = new JsonObject(),
            ["regimes"] = new JsonObject(),
            ["sample_count"] = 0,
            ["lookback_hours"] = Lookback,
            ["metadata"] = new JsonObject { ["nav_snapshot"] = new JsonObject() },
            ["updated_ts"] = now,
        });
        yield return Document("router_policy_suggestions_v6", Suggestions(now, "proposed_policy", new JsonObject()));
        yield return Document("risk_allocation_suggestions_v6", Suggestions(now, "global", new JsonObject
        {
            ["current_equity_usd"] = null,
            ["current_drawdown_pct"] = 0,
            ["risk_mode"] = "normal",
        }));
        yield return Document("rv_momentum", new JsonObject
        {
            ["updated_ts"] = now,
            ["per_symbol"] = new JsonObject(),
            ["spreads"] = new JsonObject { ["btc_vs_eth"] = 0, ["l1_vs_alt"] = 0, ["meme_vs_rest"] = 0 },
        });
        yield return Document("factor_diagnostics", FactorDiagnostics(now));
        yield return Document("pipeline_v6_shadow_head", new JsonObject
        {
            ["total"] = 0,
            ["allowed"] = 0,
            ["vetoed"] = 0,
            ["generated_ts"] = now,
            ["updated_ts"] = now,
            ["last_decision"] = null,
        });
        yield return Document("pipeline_v6_compare_summary", Compare(now));
    }

    private static JsonObject Suggestions(double now, string extra, JsonObject block) => new()
    {
        ["generated_ts"] = now,
        ["generated_at"] = IsoTime.Format(now),
        ["updated_ts"] = now,
        ["lookback_days"] = Lookback / 24,
        [extra] = block,
        ["symbols"] = new JsonArray(),
    };

    private static JsonObject FactorDiagnostics(double now) => new()
    {
        ["updated_ts"] = now,
        ["raw_factors"] = new JsonObject(),
        ["per_symbol"] = new JsonObject(),
        ["normalization_coeffs"] = new JsonObject(),
        ["covariance"] = null,
        ["orthogonalized"] = null,
        ["factor_ir"] = new JsonObject(),
        ["weights"] = new JsonObject(),
        ["factor_weights"] = new JsonObject { ["weights"] = new JsonObject(), ["factor_ir"] = new JsonObject() },
        ["orthogonalization_enabled"] = false,
        ["auto_weighting_enabled"] = false,
        ["pnl_attribution"] = new JsonObject { ["window_days"] = 14, ["by_factor"] = new JsonObject() },
        ["config"] = new JsonObject
        {
            ["enabled"] = true,
            ["factors"] = new JsonArray([.. Factors.Select(factor => (JsonNode?)JsonValue.Create(factor))]),
            ["normalization_mode"] = "zscore",
            ["max_abs_zscore"] = 3,
            ["covariance_lookback_days"] = 30,
            ["pnl_attribution_lookback_days"] = 14,
        },
    };

    private static JsonObject Compare(double now)
    {
        static JsonObject Zeros() => new() { ["mean"] = 0, ["p50"] = 0, ["p95"] = 0 };
        return new JsonObject
        {
            ["generated_ts"] = now,
            ["updated_ts"] = now,
            ["sample_size"] = 0,
            ["veto_mismatch_pct"] = 0,
            ["size_diff_stats"] = Zeros(),
            ["slippage_diff_bps"] = Zeros(),
            ["sizing_diff_stats"] = new JsonObject { ["p50"] = 0, ["p95"] = 0, ["upsize_count"] = 0, ["sample_size"] = 0 },
            ["windowed"] = new JsonObject { ["window_s"] = 60, ["matched"] = 0, ["veto_mismatch_pct"] = 0 },
            ["is_warmup"] = true,
            ["warmup_reason"] = "sample_size_below_min",
            ["min_sample_size"] = 200,
        };
    }

    private static SurfaceWrite Document(string name, JsonObject payload) => new(new DocumentSurface(name, name + ".json"), payload);
}
