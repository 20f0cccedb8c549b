using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Tests.Stages.Executor;

[TestClass]
public sealed class GateKeeperTests
{
    private const double Now = 1764000000;

    [TestMethod]
    public void The_tier_of_the_universe_holds_for_an_intent_that_names_none()
    {
        GateRules rules = Rules("""{"global":{"tiers":{"CORE":{"per_symbol_nav_pct":0.01}}}}""", """{"universe":[{"symbol":"BTCUSDT","tier":"CORE"}]}""");
        CollectionAssert.AreEqual(new[] { "tier_cap" }, Judge(rules, """{"symbol":"BTCUSDT","signal":"BUY","gross_usd":200,"price":100}"""));
    }

    [TestMethod]
    public void The_tier_of_the_intent_wins_over_the_universe()
    {
        GateRules rules = Rules(
            """{"global":{"tiers":{"CORE":{"per_symbol_nav_pct":0.01},"WIDE":{"per_symbol_nav_pct":0.5}}}}""",
            """{"universe":[{"symbol":"BTCUSDT","tier":"CORE"}]}""");
        Assert.IsEmpty(Judge(rules, """{"symbol":"BTCUSDT","signal":"BUY","gross_usd":200,"price":100,"tier":"WIDE"}"""));
    }

    [TestMethod]
    public void An_attempt_that_counts_uses_up_the_burst_and_a_look_does_not()
    {
        GateRules rules = Rules("""{"global":{"burst_limit":{"max_orders":2,"window_sec":10}}}""", "{}");
        using GateKeeper keeper = Keeper(rules);
        using Book book = OpenBook();
        keeper.OnTick(book, Now);
        Intent intent = IntentOf("""{"symbol":"BTCUSDT","signal":"BUY","gross_usd":200,"price":100}""");
        for (int i = 0; i < 5; i++)
        {
            Assert.IsTrue(keeper.Judge(intent, book, 100, Now, note: false).Decision.Allowed);
        }

        Assert.IsTrue(keeper.Judge(intent, book, 100, Now, note: true).Decision.Allowed);
        GateVerdict second = keeper.Judge(intent, book, 100, Now, note: true);
        CollectionAssert.AreEqual(new[] { "burst_limit" }, second.Decision.Reasons.ToArray());
    }

    private static string[] Judge(GateRules rules, string intent)
    {
        using GateKeeper keeper = Keeper(rules);
        using Book book = OpenBook();
        keeper.OnTick(book, Now);
        return keeper.Judge(IntentOf(intent), book, 100, Now, note: true).Decision.Reasons.ToArray();
    }

    private static GateKeeper Keeper(GateRules rules) => new(
        new GateBook(new ReturnBook(rules.Advanced)), new GateState(), new EquityPeaks(new DayClock("UTC"), RiskSeed.None), () => rules);

    private static Book OpenBook()
    {
        var book = new Book(new PositionNormalizer());
        using var snapshot = new ExchangeSnapshot { Seq = 1, Ts = Now, Source = "replay", TotalMarginBalance = 10000 };
        book.Apply(snapshot);
        return book;
    }

    private static Intent IntentOf(string json) => new IntentNormalizer(new IntentIds(1)).Normalize((JsonObject)JsonNode.Parse(json)!, Now).Intent!;

    private static GateRules Rules(string limits, string universe)
    {
        var problems = new List<ConfigProblem>();
        PairsUniverse pairs = PairsUniverse.Of(ConfigDocument.Of("pairs_universe.json", JsonNode.Parse(universe)), problems);
        RiskLimits loaded = RiskLimitsLoader.Load(ConfigDocument.Of("risk_limits.json", JsonNode.Parse(limits)), pairs, false, false, problems)!;
        Assert.IsEmpty(problems);
        return GateRules.Of(ConfigurationSet.Empty with { Limits = loaded, Universe = pairs });
    }
}
