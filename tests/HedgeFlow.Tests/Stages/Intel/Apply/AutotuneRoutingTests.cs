using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Intel.Apply;

namespace HedgeFlow.Tests.Stages.Intel.Apply;

[TestClass]
public sealed class AutotuneRoutingTests
{
    private static readonly RouterPolicy Live = new() { MakerFirst = true, TakerBias = "prefer_maker", Quality = "ok", Reason = "paper", OffsetBps = 2 };

    [TestMethod]
    public void Every_order_starts_from_the_live_policy_so_steps_never_add_up()
    {
        var routing = new AutotuneRouting(new AutotuneApplySettings { ApplyEnabled = true }, new Source("normal", 9), Live);
        for (int order = 0; order < 5; order++)
        {
            RoutedPolicy routed = routing.For("BTCUSDT", 1000 + order);
            Assert.AreEqual(4, routed.Policy.OffsetBps, "one step of two bps");
            Assert.IsTrue(routed.Policy.MakerFirst);
            Assert.AreEqual("ok", routed.Policy.Quality);
            Assert.IsTrue(Coerce.Flag(routed.Autotune["applied"]));
            Assert.AreEqual(2, Coerce.Number(routed.Autotune["before"]!["offset_bps"]));
            Assert.AreEqual(4, Coerce.Number(routed.Autotune["after"]!["offset_bps"]));
        }
    }

    [TestMethod]
    [DataRow("defensive", "BTCUSDT", true)]
    [DataRow("normal", "ETHUSDT", true)]
    [DataRow("normal", "BTCUSDT", false)]
    public void Otherwise_the_live_policy_is_what_an_order_gets(string mode, string symbol, bool flag)
    {
        var settings = new AutotuneApplySettings { ApplyEnabled = flag, SymbolAllowlist = ["BTCUSDT"] };
        RoutedPolicy routed = new AutotuneRouting(settings, new Source(mode, 9), Live).For(symbol, 1000);
        Assert.AreSame(Live, routed.Policy);
        Assert.IsFalse(Coerce.Flag(routed.Autotune["applied"]));
        Assert.AreEqual(flag ? mode : "normal", Coerce.Text(routed.Autotune["risk_mode"]));
    }

    private sealed class Source(string mode, double offset) : ISuggestionSource
    {
        public JsonObject? Suggestion(string symbol) => new()
        {
            ["symbol"] = symbol,
            ["proposed_policy"] = new JsonObject { ["maker_first"] = false, ["taker_bias"] = 0.9, ["offset_bps"] = offset },
        };

        public ApplyRiskMode RiskMode(double now, double maxAgeS) => ApplyRiskMode.Of(mode, now, now, maxAgeS);
    }
}
