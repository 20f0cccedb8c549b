using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Scores;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Scores;

[TestClass]
public sealed class SymbolScoresTests
{
    private const double Now = 1765584000;

    [TestMethod]
    public void A_better_expectancy_never_lowers_the_score()
    {
        Prop.ForAll(Gen.Choose(-3000, 3000).Two().ToArbitrary(), pair =>
            {
                (int a, int b) = pair;
                double low = Score(Math.Min(a, b) / 100.0, 2);
                double high = Score(Math.Max(a, b) / 100.0, 2);
                return low <= high;
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void More_slippage_never_raises_the_score()
    {
        Prop.ForAll(Gen.Choose(-100, 3000).Two().ToArbitrary(), pair =>
            {
                (int a, int b) = pair;
                return Score(1, Math.Min(a, b) / 100.0) >= Score(1, Math.Max(a, b) / 100.0);
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Any_entry_gives_a_score_within_bounds_and_a_finite_file()
    {
        Gen<JsonObject> expectancy = AnyJson.Row("expectancy", "hit_rate", "avg_return");
        Gen<JsonObject> router = AnyJson.Row(
            "maker_fill_rate", "fallback_rate", "slippage_p50", "fees_total", "realized_pnl", "cum_pnl", "volatility_scale",
            "quality_score", "router_health_score", "score", "sample_count", "policy");
        Prop.ForAll(expectancy.Zip(router).ToArbitrary(), entries =>
            {
                (JsonObject earned, JsonObject routed) = entries;
                routed["symbol"] = "a";
                SymbolScoresV6State state = SymbolScoresBuilder.Build(
                    ExpectancyView.Read(new JsonObject { ["symbols"] = new JsonObject { ["a"] = earned } }),
                    RouterView.Read(new JsonObject { ["symbols"] = new JsonArray(routed) }),
                    0.35,
                    Now);
                SymbolScoresV6State.Row row = state.Symbols.Single();
                byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(state, SymbolScoresV6State.Surface.TypeInfo);
                return row.Symbol == "A"
                    && row.Score is >= 0 and <= 1
                    && row.HybridScore == row.Score
                    && row.Hybrid.PassesEmission == row.Score >= 0.35
                    && row.Hybrid.RouterQualityScore == row.RouterQualityScore
                    && JsonNodes.Parse(bytes) is JsonObject;
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Best_first_and_ties_by_symbol()
    {
        var entries = new JsonObject { ["Z"] = Earned(1), ["B"] = Earned(5), ["A"] = Earned(1), ["M"] = Earned(-9) };
        SymbolScoresV6State state = SymbolScoresBuilder.Build(
            ExpectancyView.Read(new JsonObject { ["symbols"] = entries }), RouterView.None, 0.35, Now);
        CollectionAssert.AreEqual(new[] { "B", "A", "Z", "M" }, state.Symbols.Select(row => row.Symbol).ToArray());
    }

    [TestMethod]
    public void Our_own_statistics_score_like_their_document()
    {
        var stats = new ExpectancyStats(4, 0.5, 1.25, 5, -2.5, 1.25, 0.5, 2.5, 0.625);
        var document = (JsonObject)JsonSerializer.SerializeToNode(stats, ExpectancyV6StateJson.Default.ExpectancyStats)!;
        SymbolScoresV6State.Row typed = SymbolScoresBuilder.Row("A", new ExpectancyEntry(stats), null, 0.35);
        SymbolScoresV6State.Row read = SymbolScoresBuilder.Row("A", new ExpectancyEntry(document), null, 0.35);
        Assert.AreEqual(
            JsonSerializer.Serialize(read, SymbolScoresV6StateJson.Default.Row),
            JsonSerializer.Serialize(typed, SymbolScoresV6StateJson.Default.Row));
    }

    [TestMethod]
    public void The_published_quality_of_the_nested_block_reaches_the_flat_row()
    {
        var document = (JsonObject)JsonNode.Parse(
            """
            {"symbols":[{"symbol":"A","maker_fill_rate":0.5,"quality_score":null},{"symbol":"B","maker_fill_rate":0.5}],
             "router_health":{"per_symbol":{"A":{"quality_score":0.9}}}}
            """)!;
        RouterView view = RouterView.Merged(document);
        Assert.AreEqual(0.9, view["A"]!.Quality);
        Assert.IsNull(view["B"]!.Quality);
    }

    private static double Score(double expectancy, double slippage) => SymbolScoresBuilder.Row(
        "A", new ExpectancyEntry(Earned(expectancy)), new RouterEntry(new JsonObject { ["slippage_p50"] = slippage }), 0.35).Score;

    private static JsonObject Earned(double expectancy) => new() { ["expectancy"] = expectancy };
}
