using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Intel.Apply;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Executor;

[TestClass]
public sealed class RoutePoliciesTests
{
    private const double Now = 1764000000;

    [TestMethod]
    public void Before_any_router_data_an_order_starts_as_maker_and_may_be_moved_one_step()
    {
        var suggestions = new LatestSuggestions();
        var policies = new RoutePolicies(new AutotuneApplier(new AutotuneApplySettings { ApplyEnabled = true }, suggestions), () => null);
        RoutePolicy alone = policies.Of("BTCUSDT", Now);
        Assert.IsTrue(alone.Policy!.MakerFirst);
        Assert.AreEqual("prefer_maker", alone.Policy.TakerBias);
        Assert.IsFalse(Coerce.Flag(alone.Autotune!["applied"]));

        suggestions.Publish(Suggestion("BTCUSDT", offset: 9, bias: 0.25));
        RoutePolicy moved = policies.Of("BTCUSDT", Now);
        Assert.AreEqual(2, moved.Policy!.OffsetBps, "two bps towards nine");
        Assert.IsTrue(Coerce.Flag(moved.Autotune!["applied"]));
        Assert.AreEqual("cautious", Coerce.Text(moved.Autotune["risk_mode"]), "nobody said how careful to be");
        Assert.AreEqual(1, policies.Applied);

        Assert.AreEqual(2, policies.Of("BTCUSDT", Now).Policy!.OffsetBps, "steps do not add up");
        Assert.IsFalse(Coerce.Flag(policies.Of("ETHUSDT", Now).Autotune!["applied"]), "another symbol");
    }

    [TestMethod]
    public void A_wide_enough_step_changes_the_label_and_with_it_who_starts()
    {
        var suggestions = new LatestSuggestions();
        suggestions.Publish(Suggestion("BTCUSDT", offset: 4, bias: 0.9));
        var settings = new AutotuneApplySettings { ApplyEnabled = true, MaxBiasDelta = 0.5 };
        var policies = new RoutePolicies(new AutotuneApplier(settings, suggestions), () => null);
        Assert.AreEqual("prefer_taker", policies.Of("BTCUSDT", Now).Policy!.TakerBias);
        Assert.IsTrue(policies.Of("BTCUSDT", Now).Policy!.MakerFirst, "a flip needs leave of its own");
    }

    [TestMethod]
    public void A_replay_settles_before_every_decision()
    {
        int settled = 0;
        var policies = new RoutePolicies(new AutotuneApplier(new AutotuneApplySettings { ApplyEnabled = true }, new LatestSuggestions()), () => null, () => settled++);
        policies.Of("BTCUSDT", Now);
        policies.Of("BTCUSDT", Now);
        Assert.AreEqual(2, settled);
    }

    private static RouterPolicySuggestionsV6State Suggestion(string symbol, double offset, double bias)
    {
        var proposed = new RouterPolicySuggestionsV6State.Policy(true, bias, "balanced", offset);
        return new RouterPolicySuggestionsV6State(
            Now,
            null,
            Now,
            2,
            [
                new RouterPolicySuggestionsV6State.Row(
                    symbol,
                    "balanced",
                    "ok",
                    new RouterPolicySuggestionsV6State.RoutingMetrics(null, null, null, null, null),
                    new RouterPolicySuggestionsV6State.ExpectancyInput(null, null),
                    new RouterPolicySuggestionsV6State.ScoreInput(null),
                    proposed,
                    proposed,
                    []),
            ],
            new Dictionary<string, RouterPolicySuggestionsV6State.Policy> { [symbol] = proposed });
    }
}
