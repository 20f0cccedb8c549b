using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Autotune;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.Intel;

internal static class AutotuneAdapters
{
    [Vector("intel/autotune_classify_quality")]
    public static JsonNode? Quality(JsonNode? input) => AutotuneClassification.QualityOf(
        input!["eff"], input["slip_p95_bps"], input["fallback_rate"], input["latency_ms"], input["sample_count"]);

    [Vector("intel/autotune_classify_regime")]
    public static JsonNode? Regime(JsonNode? input) => AutotuneClassification.RegimeOf(input!["metrics"]);

    [Vector("intel/autotune_bounds")]
    public static JsonNode? Bounds(JsonNode? input)
    {
        AutotuneBounds bounds = AutotuneBounds.Read(input!["risk_config"]);
        return new JsonObject
        {
            ["min_bias"] = bounds.MinBias,
            ["max_bias"] = bounds.MaxBias,
            ["max_bias_step"] = bounds.MaxBiasStep,
            ["min_offset_bps"] = bounds.MinOffsetBps,
            ["max_offset_bps"] = bounds.MaxOffsetBps,
            ["max_offset_step_bps"] = bounds.MaxOffsetStepBps,
        };
    }

    [Vector("intel/autotune_current_policy")]
    public static JsonNode? Current(JsonNode? input) => JsonSerializer.SerializeToNode(
        CurrentPolicy.Read(
            LivePolicy.Of(input!["policy"] as JsonObject), Offsets(input)(Coerce.Text(input["symbol"])!), AutotuneBounds.Read(input["risk_config"])),
        RouterPolicySuggestionsV6StateJson.Default.Policy);

    [Vector("intel/autotune_expectancy_strength")]
    public static JsonNode? Strength(JsonNode? input)
    {
        ExpectancyEntry? entry = input!["expectancy_entry"] is JsonObject row ? new ExpectancyEntry(row) : null;
        ScoresView scores = ScoresView.Read(new JsonObject { ["symbols"] = new JsonArray(WithSymbol(input["score_entry"])) });
        ExpectancyStrength strength = ExpectancyStrength.Of(entry?.Expectancy, entry?.HitRate, scores["A"]);
        return new JsonObject
        {
            ["strength"] = strength.Strength,
            ["expectancy"] = strength.Expectancy,
            ["score"] = strength.Score,
            ["rationale"] = strength.Rationale(),
        };
    }

    [Vector("intel/autotune_build_suggestions")]
    public static JsonNode? Build(JsonNode? input) => JsonSerializer.SerializeToNode(
        RouterAutotune.Build(
            RouterView.OfSymbols(input!["router_health_snapshot"]),
            ExpectancyView.Read(input["expectancy_snapshot"]),
            ScoresView.Read(input["symbol_scores_snapshot"]),
            AutotuneBounds.Read(input["risk_config"]),
            Offsets(input),
            Coerce.Number(input["lookback_days"]) ?? 7,
            Coerce.Number(input["now"])!.Value),
        RouterPolicySuggestionsV6State.Surface.TypeInfo);

    [Vector("intel/autotune_shared_suggest")]
    public static JsonNode? SharedSuggest(JsonNode? input)
    {
        RouterAutotuneResult offset = AdaptiveOffset.Suggest(
            Coerce.Text(input!["symbol"])!,
            Coerce.Number(input["base_offset_bps"])!.Value,
            input["router_health"],
            Coerce.AsText(input["risk_snapshot"]?["risk_mode"]),
            Coerce.Number(input["min_offset_bps"]));
        return new JsonObject
        {
            ["adaptive_offset_bps"] = offset.AdaptiveOffsetBps,
            ["maker_reliability"] = offset.MakerReliability,
            ["maker_first"] = offset.MakerFirst,
            ["risk_mode"] = offset.RiskMode,
            ["effective_reliability"] = offset.EffectiveReliability,
        };
    }

    private static Func<string, double?> Offsets(JsonNode? input) => symbol => Coerce.Number(input?["maker_offset_bps"]?[symbol]);

    private static JsonObject WithSymbol(JsonNode? entry)
    {
        JsonObject row = entry is JsonObject given ? (JsonObject)given.DeepClone() : [];
        row["symbol"] = "A";
        return row;
    }
}
