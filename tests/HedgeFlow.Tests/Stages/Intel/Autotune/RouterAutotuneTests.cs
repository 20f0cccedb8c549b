using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Autotune;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Autotune;

[TestClass]
public sealed class RouterAutotuneTests
{
    private const double Now = 1765584000;
    private const double Tolerance = 1e-9;

    [TestMethod]
    public void Strong_expectancy_with_strong_maker_fills_leans_to_the_maker()
    {
        RouterPolicySuggestionsV6State.Row row = Suggest(0.85, 0.1, 2, 6, 0.7, 0.8);
        Assert.AreEqual("maker_strong", row.Regime);
        Assert.IsLessThanOrEqualTo(row.CurrentPolicy.TakerBias, row.ProposedPolicy.TakerBias);
        Assert.IsTrue(row.ProposedPolicy.MakerFirst);
    }

    [TestMethod]
    public void Heavy_fallback_with_weak_expectancy_leans_to_the_taker()
    {
        RouterPolicySuggestionsV6State.Row row = Suggest(0.3, 0.8, 4, -4, 0.3, 0.2);
        Assert.AreEqual("fallback_heavy", row.Regime);
        Assert.IsGreaterThan(row.CurrentPolicy.TakerBias, row.ProposedPolicy.TakerBias);
        Assert.IsGreaterThanOrEqualTo(row.CurrentPolicy.OffsetBps, row.ProposedPolicy.OffsetBps);
    }

    [TestMethod]
    public void Whatever_the_input_steps_and_bounds_hold()
    {
        Gen<JsonObject> router = AnyJson.Row(
            "maker_fill_rate", "maker_fill_ratio", "fallback_rate", "slippage_p50", "slippage_p95", "latency_p50_ms", "sample_count",
            "policy", "maker_offset_bps");
        Gen<JsonObject> earned = AnyJson.Row("expectancy", "hit_rate");
        Gen<JsonObject> limits = AnyJson.Row(
            "min_bias", "max_bias", "max_bias_step", "min_offset_bps", "max_offset_bps", "max_offset_step_bps");
        Prop.ForAll(router.Zip(earned).Zip(limits).ToArbitrary(), input =>
            {
                ((JsonObject routed, JsonObject expected), JsonObject block) = input;
                routed["symbol"] = "a";
                AutotuneBounds bounds = AutotuneBounds.Read(new JsonObject { ["router_autotune_v6"] = block });
                RouterPolicySuggestionsV6State state = RouterAutotune.Build(
                    RouterView.OfSymbols(new JsonObject { ["symbols"] = new JsonArray(routed) }),
                    ExpectancyView.Read(new JsonObject { ["symbols"] = new JsonObject { ["A"] = expected } }),
                    ScoresView.None,
                    bounds,
                    null,
                    7,
                    Now);
                RouterPolicySuggestionsV6State.Policy current = state.Symbols[0].CurrentPolicy;
                RouterPolicySuggestionsV6State.Policy proposed = state.Symbols[0].ProposedPolicy;
                byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(state, RouterPolicySuggestionsV6State.Surface.TypeInfo);
                return JsonNodes.Parse(bytes) is JsonObject
                    && proposed.TakerBias == bounds.ClampBias(proposed.TakerBias)
                    && proposed.OffsetBps == bounds.ClampOffset(proposed.OffsetBps)
                    && Math.Abs(proposed.TakerBias - current.TakerBias) <= bounds.MaxBiasStep + Tolerance
                    && Math.Abs(proposed.OffsetBps - current.OffsetBps) <= bounds.MaxOffsetStepBps + Tolerance
                    && ReferenceEquals(state.ProposedPolicy["A"], proposed);
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void The_routers_own_policy_reads_like_its_document()
    {
        foreach (string? bias in new[] { "prefer_maker", "balanced", "prefer_taker", null })
        {
            var document = new JsonObject { ["maker_first"] = true, ["taker_bias"] = bias };
            Assert.AreEqual(LivePolicy.Of(document), LivePolicy.Of(new RouterPolicy { MakerFirst = true, TakerBias = bias }));
        }

        // A policy that could not be computed: explicit nulls, which say no.
        Assert.IsFalse(LivePolicy.Of(new RouterPolicy()).MakerFirst);
        Assert.IsFalse(LivePolicy.Of(new JsonObject { ["maker_first"] = null }).MakerFirst);
    }

    [TestMethod]
    [DataRow(0.8, "OK", 5.0, true, 0.8)]
    [DataRow(0.5, "OK", 3.5, false, 0.5)]
    [DataRow(0.49, "OK", 2.0, false, 0.49)]
    [DataRow(0.65, "WARN", 3.5, false, 0.55)]
    [DataRow(0.8, "DEFENSIVE", 2.5, true, 0.8)]
    [DataRow(0.74, "DEFENSIVE", 1.75, false, 0.74)]
    [DataRow(1.0, "HALTED", 5.0, false, 1.0)]
    public void The_adaptive_offset_follows_reliability_and_mode(
        double reliability, string mode, double offset, bool makerFirst, double effective)
    {
        RouterAutotuneResult result = AdaptiveOffset.Suggest("a", 5, Health(reliability), mode);
        Assert.AreEqual(offset, result.AdaptiveOffsetBps, Tolerance);
        Assert.AreEqual(makerFirst, result.MakerFirst);
        Assert.AreEqual(effective, result.EffectiveReliability, Tolerance);
    }

    [TestMethod]
    public void Without_data_there_is_no_reliability_and_no_maker()
    {
        RouterAutotuneResult result = AdaptiveOffset.Suggest("A", 5, null, null);
        Assert.AreEqual(0, result.MakerReliability);
        Assert.IsFalse(result.MakerFirst);
    }

    private static JsonObject Health(double reliability) =>
        new() { ["symbol_stats"] = new JsonObject { ["A"] = new JsonObject { ["maker_reliability"] = reliability } } };

    private static RouterPolicySuggestionsV6State.Row Suggest(
        double maker, double fallback, double slippage, double expectancy, double hitRate, double score)
    {
        var router = (JsonObject)JsonNode.Parse("""{"symbols":[{"symbol":"A","policy":{"maker_first":true,"taker_bias":"balanced"}}]}""")!;
        var row = (JsonObject)router["symbols"]![0]!;
        row["maker_fill_rate"] = maker;
        row["fallback_rate"] = fallback;
        row["slippage_p95"] = slippage;
        var expected = new JsonObject
        {
            ["symbols"] = new JsonObject { ["A"] = new JsonObject { ["expectancy"] = expectancy, ["hit_rate"] = hitRate } },
        };
        var scored = new JsonObject { ["symbols"] = new JsonArray(new JsonObject { ["symbol"] = "A", ["score"] = score }) };
        return RouterAutotune.Build(
            RouterView.OfSymbols(router), ExpectancyView.Read(expected), ScoresView.Read(scored), AutotuneBounds.Default, null, 7, Now).Symbols[0];
    }
}
