using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Intel;

namespace HedgeFlow.Tests.Conformance.Factors;

internal static class FactorRunAdapters
{
    [Vector("factors/attribution_trades", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Trades(JsonNode? input)
    {
        FactorNames names = FactorInputs.Names(input!["factor_names"]);
        var window = new AttributionWindow();
        foreach (JsonObject row in ExpectancyWindow.ObjectRows(VectorInputs.Lines(input["lines"])))
        {
            window.Add(row, null);
        }

        return new JsonArray([.. AttributionWindow.Recent(window.All(), FactorInputs.Now(input), (int)Coerce.Integer(input["lookback_days"])!.Value)
            .Select(trade => (JsonNode)new JsonObject
            {
                ["symbol"] = trade.Symbol,
                ["direction"] = trade.Direction,
                ["realized_pnl_usd"] = trade.PnlUsd,
                ["factor_components"] = FactorInputs.Map(trade.Components.Where(component => names.IndexOf(component.Key) >= 0)),
                ["timestamp"] = trade.Ts,
                ["trade_id"] = trade.TradeId,
            })]);
    }

    [Vector("factors/factor_pnl_attribution", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Attribution(JsonNode? input)
    {
        FactorPnl pnl = FactorPnl.Of(
            ((JsonArray)input!["trades"]!).Cast<JsonObject>().Select(AttributionTrade.FromDocument).OfType<AttributionTrade>(),
            FactorInputs.Names(input["factor_names"]),
            (int)Coerce.Integer(input["window_days"])!.Value);
        return new JsonObject
        {
            ["state"] = FactorInputs.Written(FactorPnlState.Surface, pnl.ToState(FactorInputs.Now(input))),
            ["by_factor_unrounded"] = FactorInputs.Map(pnl.Factors.Map(pnl.ByFactor)),
            ["total_unrounded"] = pnl.TotalUsd,
        };
    }

    [Vector("factors/factor_diagnostics_snapshot", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Snapshot(JsonNode? input)
    {
        FactorDiagnosticsConfig config = FactorDiagnosticsConfig.Load(input!["strategy_config"], out _)!;
        if (input["config"] is JsonObject scalars)
        {
            config = config with
            {
                Enabled = Coerce.Boolean(scalars["enabled"])!.Value,
                Factors = FactorInputs.Names(scalars["factors"]),
                NormalizationMode = Coerce.Text(scalars["normalization_mode"])!,
                CovarianceLookbackDays = (int)Coerce.Integer(scalars["covariance_lookback_days"])!.Value,
                PnlAttributionLookbackDays = (int)Coerce.Integer(scalars["pnl_attribution_lookback_days"])!.Value,
                MaxAbsZscore = Coerce.JsonNumber(scalars["max_abs_zscore"])!.Value,
            };
        }

        return FactorInputs.Written(FactorDiagnosticsState.Surface, FactorDiagnostics.Snapshot(
            config,
            FactorInputs.Vectors(input["factor_vectors"]),
            FactorInputs.Numbers(input["factor_pnl"]),
            CarriedWeights.Entries(input["prev_weights"] as JsonObject),
            FactorInputs.Now(input)));
    }

    [Vector("factors/publish_factor_diagnostics", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Publish(JsonNode? input)
    {
        FactorDiagnosticsConfig? config = FactorDiagnosticsConfig.Load(VectorInputs.File(input!["strategy_config"]), out _);
        FactorDiagnosticsState? state = config is null
            ? null
            : FactorDiagnostics.Compute(
                config,
                new FactorVectors().Read(input["hybrid_results"], input["symbol_scores_state"]),
                FactorPnl.Read(input["factor_pnl_state"]),
                CarriedWeights.Read(JsonNodes.TryParse(Coerce.Text(input["prev_state_text"]), out _)),
                FactorInputs.Now(input));
        JsonNode? file = state is null ? null : FactorInputs.Written(FactorDiagnosticsState.Surface, state);
        JsonNode returned = file?.DeepClone() ?? new JsonObject();
        return new JsonObject
        {
            ["returned"] = returned,
            ["file_rewritten"] = file is not null,
            ["file_equals_returned"] = JsonNode.DeepEquals(file, returned),
        };
    }

    [Vector("factors/config_load", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Config(JsonNode? input)
    {
        JsonNode? document = input!["strategy_config"] ?? JsonNodes.TryParse(Coerce.Text(input["file_text"]), out _);
        return (Coerce.Text(input["loader"]) switch
        {
            "factor_diagnostics" => FactorDiagnosticsConfig.Load(document, out _) is { } config ? Scalars(config) : null,
            "orthogonalization" => FactorDiagnosticsConfig.Load(document, out _)?.Orthogonalization is { } settings
                ? new JsonObject { ["enabled"] = settings.Enabled, ["method"] = settings.Method }
                : null,
            "auto_weighting" => FactorDiagnosticsConfig.Load(document, out _)?.AutoWeighting is { } weighting ? Weighting(weighting) : null,
            _ => RvMomentumConfig.Load(document, out _) is { } momentum ? Momentum(momentum) : null,
        }) ?? new JsonObject { ["rejected"] = true };
    }

    private static JsonObject Scalars(FactorDiagnosticsConfig config) => new()
    {
        ["enabled"] = config.Enabled,
        ["factors"] = new JsonArray([.. config.Factors.All.Select(name => (JsonNode?)JsonValue.Create(name))]),
        ["normalization_mode"] = config.NormalizationMode,
        ["covariance_lookback_days"] = config.CovarianceLookbackDays,
        ["pnl_attribution_lookback_days"] = config.PnlAttributionLookbackDays,
        ["max_abs_zscore"] = config.MaxAbsZscore,
    };

    private static JsonObject Weighting(AutoWeightingSettings settings) => new()
    {
        ["enabled"] = settings.Enabled,
        ["mode"] = settings.Mode,
        ["min_weight"] = settings.MinWeight,
        ["max_weight"] = settings.MaxWeight,
        ["normalize_to_one"] = settings.NormalizeToOne,
        ["smoothing_alpha"] = settings.SmoothingAlpha,
    };

    private static JsonObject Momentum(RvMomentumConfig config) => new()
    {
        ["enabled"] = config.Enabled,
        ["lookback_bars"] = config.LookbackBars,
        ["half_life_bars"] = config.HalfLifeBars,
        ["normalize_mode"] = config.NormalizeMode,
        ["btc_vs_eth_weight"] = config.BtcVsEthWeight,
        ["l1_vs_alt_weight"] = config.L1VsAltWeight,
        ["meme_vs_rest_weight"] = config.MemeVsRestWeight,
        ["per_symbol_weight"] = config.PerSymbolWeight,
        ["max_abs_score"] = config.MaxAbsScore,
        ["hybrid_weight"] = config.HybridWeight,
    };
}
