using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Hybrid;

namespace HedgeFlow.Tests.Conformance.Intel;

internal static class HybridAdapters
{
    [Vector("intel/hybrid_score_universe")]
    public static JsonNode? Universe(JsonNode? input)
    {
        var inputs = new HybridInputs(
            Coerce.Number(input!["now"])!.Value,
            HybridConfig.Read(input["strategy_config"]),
            ExpectancyView.Read(input["expectancy_snapshot"], bySymbol: true),
            RouterView.Read(input["router_health_snapshot"]))
        {
            Funding = input["funding_snapshot"],
            Basis = input["basis_snapshot"],
            Regime = Coerce.Text(input["regime"]) ?? "normal",
            FactorWeights = Map(input["factor_weights"]),
            Orthogonalized = (input["orthogonalized_factors"] as JsonObject)?
                .ToDictionary(member => member.Key, member => (IReadOnlyDictionary<string, double>)Map(member.Value)!, StringComparer.Ordinal),
            RouterQuality = Map(input["router_quality_scores"]),
            RvScores = Map(input["rv_scores"]),
            SignalTimes = Map(input["signal_timestamps"]),
        };
        return JsonSerializer.SerializeToNode(
            HybridScoring.ScoreUniverse(((JsonArray)input["intents"]!).OfType<JsonObject>(), inputs).ToArray(),
            HybridScoreJson.Default.HybridScoreArray);
    }

    [Vector("intel/hybrid_carry_score")]
    public static JsonNode? Carry(JsonNode? input) => JsonSerializer.SerializeToNode(
        CarryScore.Of(
            Coerce.Text(input!["symbol"])!,
            Coerce.Text(input["direction"])!,
            input["funding"],
            input["basis"],
            Coerce.Number(input["funding_weight"]) ?? CarryScore.DefaultFundingWeight,
            Coerce.Number(input["basis_weight"]) ?? CarryScore.DefaultBasisWeight),
        HybridScoreJson.Default.CarryScore);

    [Vector("intel/hybrid_alpha_decay", Exact = true)]
    public static JsonNode? Decay(JsonNode? input)
    {
        string key = AlphaDecay.Key(Coerce.Text(input!["symbol"])!, Coerce.Text(input["direction"])!);
        return JsonSerializer.SerializeToNode(
            AlphaDecay.Apply(
                Coerce.Number(input["hybrid_score"])!.Value,
                Map(input["timestamps"])!.TryGetValue(key, out double seen) ? seen : null,
                Coerce.Number(input["now"])!.Value,
                HybridConfig.ReadDecay(input["config"] as JsonObject)),
            HybridScoreJson.Default.AlphaDecay);
    }

    [Vector("intel/hybrid_real_telemetry", ToleranceMember = "tolerance")]
    public static JsonNode? RealTelemetry(JsonNode? input)
    {
        var factors = new Dictionary<string, double>();
        foreach (string name in new[] { "trend", "carry", "expectancy", "router" })
        {
            factors[name] = Coerce.Number(input![name])!.Value;
        }

        double score = HybridFormula.Final(HybridFormula.Blend(
            HybridFormula.Base(HybridFormula.Normalize(Map(input!["weights"])!, HybridScore.Modifiers.None), factors),
            Coerce.Number(input["rv_score"])!.Value,
            Coerce.Number(input["rv_weight"])!.Value,
            new RouterQualityRules().Multiplier(Coerce.Number(input["router_quality"])!.Value)));
        return new JsonObject
        {
            ["hybrid_score"] = score,
            ["passes_threshold"] = score >= Coerce.Number(input["min_for_emission"])!.Value,
        };
    }

    [Vector("intel/router_quality_score")]
    public static JsonNode? RouterQuality(JsonNode? input) => RouterQualityRules.Read(input!["config"] as JsonObject).Score(
        Coerce.Text(input["bucket"]),
        Coerce.Number(input["ewma_expected_bps"]),
        Coerce.Number(input["ewma_realized_bps"]),
        Coerce.Number(input["twap_skip_ratio"]));

    /// <summary>A text in a map of numbers stands for a lookup that fails.</summary>
    private static Dictionary<string, double>? Map(JsonNode? node) =>
        (node as JsonObject)?.ToDictionary(member => member.Key, member => Coerce.JsonNumber(member.Value) ?? double.NaN, StringComparer.Ordinal);
}
