using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Hybrid;

namespace HedgeFlow.Tests.Stages.Intel.Hybrid;

[TestClass]
public sealed class HybridScoringTests
{
    private const double Now = 1765584000;

    [TestMethod]
    public void Any_intent_and_configuration_give_a_score_within_bounds_and_a_finite_document()
    {
        Gen<JsonObject> intent = AnyJson.Row("direction", "side", "trend_score", "signal_strength");
        Gen<JsonObject> quality = AnyJson.Row(
            "enabled", "base_score", "low_quality_hybrid_multiplier", "high_quality_hybrid_multiplier", "bucket_penalties", "min_for_emission");
        Gen<JsonObject> decay = AnyJson.Row("enabled", "half_life_minutes", "min_decay_multiplier");
        Gen<JsonObject> weights = AnyJson.Row("trend_weight", "carry_weight", "expectancy_weight", "router_weight");
        Prop.ForAll(intent.Zip(quality).Zip(decay).Zip(weights).ToArbitrary(), input =>
            {
                (((JsonObject wish, JsonObject rules), JsonObject aging), JsonObject shares) = input;
                wish["symbol"] = "a";
                HybridScore score = HybridScoring.ScoreUniverse(
                    [wish],
                    Inputs(new JsonObject { ["router_quality"] = rules, ["alpha_decay"] = aging, ["hybrid_scoring"] = shares })).Single();
                byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(score, HybridScoreJson.Default.HybridScore);
                return score.Score is >= -1 and <= 1
                    && score.PassesThreshold == score.Score >= score.MinThreshold
                    && JsonNodes.Parse(bytes) is JsonObject;
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void An_older_signal_never_scores_higher()
    {
        Prop.ForAll(Gen.Choose(0, 100000).Two().ToArbitrary(), ages =>
            {
                (int a, int b) = ages;
                return AlphaDecay.Apply(0.8, Now - Math.Max(a, b), Now, new HybridConfig()).DecayedScore
                    <= AlphaDecay.Apply(0.8, Now - Math.Min(a, b), Now, new HybridConfig()).DecayedScore;
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Carry_of_long_and_short_mirror_each_other()
    {
        JsonNode funding = JsonNode.Parse("""{"symbols":[{"symbol":"A","rate":0.0003}]}""")!;
        JsonNode basis = JsonNode.Parse("""{"by_symbol":{"A":0.004}}""")!;
        double longs = CarryScore.Of("A", "LONG", funding, basis).Score;
        double shorts = CarryScore.Of("A", "SHORT", funding, basis).Score;
        Assert.AreEqual(1, longs + shorts, 1e-12);
        Assert.IsLessThan(0.5, longs);
    }

    [TestMethod]
    public void Factors_and_weights_that_are_not_finite_count_as_missing()
    {
        HybridScore score = HybridScoring.ScoreUniverse([new JsonObject { ["symbol"] = "A" }], Inputs([]) with
        {
            FactorWeights = new Dictionary<string, double> { ["trend"] = 1, ["carry"] = double.NaN },
            Orthogonalized = new Dictionary<string, IReadOnlyDictionary<string, double>>
            {
                ["A"] = new Dictionary<string, double> { ["trend"] = double.PositiveInfinity },
            },
        }).Single();
        Assert.AreEqual(0.45, score.Score, 1e-12);
    }

    private static HybridInputs Inputs(JsonObject config) =>
        new(Now, HybridConfig.Read(config), ExpectancyView.None, RouterView.None);
}
