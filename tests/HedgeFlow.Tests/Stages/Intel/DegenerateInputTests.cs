using System.Text.Json.Nodes;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Allocator;
using HedgeFlow.Stages.Intel.Autotune;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.Stages.Intel.Scores;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel;

/// <summary>Nothing, one symbol, and symbols that are all equal, through every component from expectancy to the allocator.</summary>
[TestClass]
public sealed class DegenerateInputTests
{
    private const double Now = 1765584000;

    [TestMethod]
    public void Nothing_gives_empty_surfaces_with_the_book()
    {
        (ExpectancyV6State expectancy, SymbolScoresV6State scores, RouterPolicySuggestionsV6State policies, RiskAllocationSuggestionsV6State allocation) = Run([], [], []);
        Assert.AreEqual(0, expectancy.SampleCount);
        Assert.IsEmpty(expectancy.Symbols);
        Assert.IsEmpty(expectancy.Hours);
        Assert.IsEmpty(scores.Symbols);
        Assert.IsEmpty(policies.Symbols);
        Assert.IsEmpty(allocation.Symbols);
        Assert.AreEqual("normal", allocation.Global.RiskMode);
        Assert.IsNull(allocation.Global.CurrentEquityUsd);
    }

    [TestMethod]
    public void One_symbol_gets_all_the_weight_of_the_mode()
    {
        (ExpectancyV6State expectancy, SymbolScoresV6State scores, _, RiskAllocationSuggestionsV6State allocation) = Run([Close("A", 5)], [Health("A", 0.8, 0.1)], ["A"]);
        ExpectancyStats stats = expectancy.Symbols["A"];
        Assert.AreEqual(1, stats.HitRate);
        Assert.AreEqual(5, stats.ExpectancyPerRisk, "without a loss the risk counts as 1");
        Assert.AreEqual(0, stats.MaxDrawdown);
        Assert.HasCount(1, scores.Symbols);
        Assert.AreEqual(0.9, allocation.Symbols.Single().SuggestedWeight);
    }

    [TestMethod]
    public void Equal_symbols_score_alike_in_ordinal_order_and_share_the_weight()
    {
        string[] names = ["C", "A", "B"];
        (ExpectancyV6State expectancy, SymbolScoresV6State scores, RouterPolicySuggestionsV6State policies, RiskAllocationSuggestionsV6State allocation) = Run(
            [.. names.Select(name => Close(name, -2))], [.. names.Select(name => Health(name, 0.5, 0.5))], names);
        Assert.AreEqual(1, expectancy.Symbols.Values.Distinct().Count());
        CollectionAssert.AreEqual(new[] { "A", "B", "C" }, scores.Symbols.Select(row => row.Symbol).ToArray());
        Assert.AreEqual(1, scores.Symbols.Select(row => row.Score).Distinct().Count());
        Assert.AreEqual(1, policies.Symbols.Select(row => row.ProposedPolicy).Distinct().Count());
        Assert.AreEqual(0.3, allocation.Symbols.Select(row => row.SuggestedWeight).Distinct().Single());
    }

    [TestMethod]
    public void Results_of_zero_only_are_no_trades()
    {
        (ExpectancyV6State expectancy, SymbolScoresV6State scores, _, RiskAllocationSuggestionsV6State allocation) = Run([Close("A", 0), Close("A", 0)], [], ["A"]);
        Assert.AreEqual(0, expectancy.SampleCount);
        Assert.IsEmpty(scores.Symbols);
        Assert.IsEmpty(allocation.Symbols);
    }

    [TestMethod]
    public void Symbols_without_any_merit_get_no_weight_and_no_row()
    {
        RiskAllocationSuggestionsV6State allocation = FeedbackAllocator.Build(
            ExpectancyView.None,
            ScoresView.Read(JsonNode.Parse("""{"symbols":[{"symbol":"A","score":0},{"symbol":"B","score":0}]}""")),
            PolicyView.None,
            AllocatorCaps.Read(Universe(["A", "B"]), new JsonObject()),
            null,
            0,
            null,
            Now);
        Assert.IsEmpty(allocation.Symbols);
    }

    [TestMethod]
    [DataRow("realizedPnlUsd")]
    [DataRow("ts")]
    [DataRow("symbol")]
    [DataRow("attempt_id")]
    public void A_number_that_is_none_in_any_cell_of_a_close_loses_that_cell_alone(string cell)
    {
        JsonObject bad = Close("A", 5);
        bad[cell] = double.NaN;
        (ExpectancyV6State expectancy, _, _, _) = Run([bad, Close("A", 3)], [], ["A"]);
        Assert.AreEqual(cell == "realizedPnlUsd" ? 1 : 2, expectancy.SampleCount);
        Assert.IsTrue(expectancy.Symbols.Values.All(stats => double.IsFinite(stats.Expectancy!.Value)));
    }

    private static (ExpectancyV6State, SymbolScoresV6State, RouterPolicySuggestionsV6State, RiskAllocationSuggestionsV6State) Run(
        JsonObject[] closes, JsonObject[] health, string[] universe)
    {
        ExpectancyV6State expectancy = ExpectancyBuilder.FromLogs(closes, [], null, 48, Now);
        ExpectancyView earned = ExpectancyView.Of(expectancy);
        RouterView router = RouterView.Merged(new JsonObject { ["symbols"] = new JsonArray([.. health]) });
        SymbolScoresV6State scores = SymbolScoresBuilder.Build(earned, router, 0.35, Now);
        RouterPolicySuggestionsV6State policies = RouterAutotune.Build(router, earned, ScoresView.Of(scores), AutotuneBounds.Default, null, 2, Now);
        return (
            expectancy,
            scores,
            policies,
            FeedbackAllocator.Build(
                earned, ScoresView.Of(scores), PolicyView.Of(policies), AllocatorCaps.Read(Universe(universe), new JsonObject()), null, AllocatorRiskMode.Drawdown(null), null, Now));
    }

    private static JsonObject Close(string symbol, double pnl) => new()
    {
        ["event_type"] = "order_close",
        ["symbol"] = symbol,
        ["realizedPnlUsd"] = pnl,
        ["ts"] = Now - 60,
        ["attempt_id"] = "a",
    };

    private static JsonObject Health(string symbol, double maker, double fallback) => new()
    {
        ["symbol"] = symbol,
        ["maker_fill_rate"] = maker,
        ["fallback_rate"] = fallback,
    };

    private static JsonObject Universe(IEnumerable<string> symbols) => new()
    {
        ["universe"] = new JsonArray([.. symbols.Select(symbol => new JsonObject { ["symbol"] = symbol })]),
    };
}
