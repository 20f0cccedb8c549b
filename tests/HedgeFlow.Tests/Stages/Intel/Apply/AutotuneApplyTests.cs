using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Apply;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Apply;

[TestClass]
public sealed class AutotuneApplyTests
{
    private const double Now = 1765584000;
    private const double MaxAge = 1800;

    private static readonly AutotuneApplySettings On = new() { ApplyEnabled = true };

    [TestMethod]
    [DataRow("flag off")]
    [DataRow("defensive")]
    [DataRow("quality")]
    [DataRow("allowlist")]
    public void A_blocked_policy_comes_back_unchanged(string reason)
    {
        AutotuneApplySettings settings = reason switch
        {
            "flag off" => On with { ApplyEnabled = false },
            "allowlist" => On with { SymbolAllowlist = ["ETHUSDT"] },
            _ => On,
        };
        JsonObject policy = Policy(reason == "quality" ? "degraded" : "good");
        AutotuneOutcome outcome = AutotuneApply.Apply(
            settings, policy, Suggestion(0, 9), "BTCUSDT", reason == "defensive" ? "DEFENSIVE" : "normal", 2);
        Assert.IsFalse(outcome.Applied);
        Assert.AreSame(policy, outcome.Policy);
        Assert.AreEqual(2, outcome.OffsetBps);
    }

    [TestMethod]
    public void Deltas_are_bounded_and_the_live_policy_is_left_alone()
    {
        Gen<(int, int, int)> inputs = Gen.Choose(0, 100).SelectMany(
            bias => Gen.Choose(-3000, 3000).SelectMany(target => Gen.Choose(-1000, 1000).Select(offset => (bias, target, offset))));
        Prop.ForAll(inputs.ToArbitrary(), input =>
            {
                (int bias, int target, int offset) = input;
                JsonObject policy = Policy("good");
                policy["taker_bias"] = bias / 100.0;
                string before = policy.ToJsonString();
                double current = offset / 100.0;
                AutotuneOutcome outcome = AutotuneApply.Apply(
                    On, policy, Suggestion(target / 100.0, target / 100.0), "BTCUSDT", "normal", current);
                return policy.ToJsonString() == before
                    && Math.Abs(outcome.OffsetBps) <= On.MaxOffsetAbsBps
                    && Math.Abs(outcome.OffsetBps - current) <= On.MaxOffsetStepBps + 1e-9
                    && Coerce.Boolean(outcome.Policy["maker_first"]) == true;
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Missing_or_stale_allocator_state_never_blocks_and_a_fresh_defensive_does()
    {
        var source = new LatestSuggestions();
        Assert.AreEqual("cautious", source.RiskMode(Now, MaxAge).Mode);

        source.Publish(Allocation("defensive"));
        Assert.AreEqual("defensive", source.RiskMode(Now + MaxAge, MaxAge).Mode);
        Assert.AreEqual("cautious", source.RiskMode(Now + MaxAge + 1, MaxAge).Mode);
        Assert.IsNotNull(source.RiskMode(Now + MaxAge + 1, MaxAge).Warning);
    }

    [TestMethod]
    public void Suggestions_reach_the_router_in_memory()
    {
        var source = new LatestSuggestions();
        source.Publish(Suggestions(new RouterPolicySuggestionsV6State.Policy(true, 0.45, "balanced", 3)));
        var applier = new AutotuneApplier(On, source);
        JsonObject policy = Policy("good");
        AutotuneOutcome outcome = applier.Apply(policy, "btcusdt", 2, Now, out JsonObject context);
        Assert.IsTrue(outcome.Applied);
        Assert.AreEqual(3, outcome.OffsetBps);
        Assert.AreEqual("cautious", Coerce.Text(context["risk_mode"]));
        Assert.AreEqual(2, Coerce.Number(context["before"]?["offset_bps"]));
        Assert.AreEqual(3, Coerce.Number(context["after"]?["offset_bps"]));
    }

    [TestMethod]
    public void With_the_flag_off_the_router_hears_normal_and_no_change()
    {
        var applier = new AutotuneApplier(new AutotuneApplySettings(), new LatestSuggestions());
        AutotuneOutcome outcome = applier.Apply(Policy("good"), "BTCUSDT", 2, Now, out JsonObject context);
        Assert.IsFalse(outcome.Applied);
        Assert.AreEqual("normal", Coerce.Text(context["risk_mode"]));
    }

    [TestMethod]
    public void Any_policy_and_suggestion_are_taken_without_a_throw()
    {
        Gen<JsonObject> policy = AnyJson.Row("maker_first", "taker_bias", "quality", "offset_bps", "reason");
        Gen<JsonObject> proposed = AnyJson.Row("maker_first", "taker_bias", "bias_label", "offset_bps");
        Prop.ForAll(policy.Zip(proposed).ToArbitrary(), input =>
            {
                (JsonObject live, JsonObject wanted) = input;
                AutotuneOutcome outcome = AutotuneApply.Apply(
                    On with { AllowMakerFlip = true }, live, new JsonObject { ["proposed_policy"] = wanted }, "A", "normal", null);
                return double.IsFinite(outcome.OffsetBps);
            })
            .QuickCheckThrowOnFailure();
    }

    private static JsonObject Policy(string quality) => new()
    {
        ["maker_first"] = true,
        ["taker_bias"] = "balanced",
        ["quality"] = quality,
        ["offset_bps"] = 2.0,
    };

    private static JsonObject Suggestion(double bias, double offset) => new()
    {
        ["symbol"] = "BTCUSDT",
        ["proposed_policy"] = new JsonObject { ["maker_first"] = false, ["taker_bias"] = bias, ["offset_bps"] = offset },
    };

    private static RouterPolicySuggestionsV6State Suggestions(RouterPolicySuggestionsV6State.Policy proposed)
    {
        var row = new RouterPolicySuggestionsV6State.Row(
            "BTCUSDT",
            "balanced",
            "good",
            new RouterPolicySuggestionsV6State.RoutingMetrics(null, null, null, null, null),
            new RouterPolicySuggestionsV6State.ExpectancyInput(null, null),
            new RouterPolicySuggestionsV6State.ScoreInput(null),
            proposed,
            proposed,
            []);
        return new RouterPolicySuggestionsV6State(
            Now, null, Now, 2, [row], new Dictionary<string, RouterPolicySuggestionsV6State.Policy> { ["BTCUSDT"] = proposed });
    }

    private static RiskAllocationSuggestionsV6State Allocation(string mode) =>
        new(Now, null, Now, 2, new RiskAllocationSuggestionsV6State.Book(null, 12, mode), []);
}
