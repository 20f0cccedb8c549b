using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Factors;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

[TestClass]
public sealed class FactorDiagnosticsStepTests
{
    private const double Start = 1765584000;

    private static readonly JsonNode Shipped = JsonNode.Parse("""{"factor_diagnostics":{"orthogonalization":{"enabled":true},"auto_weighting":{"enabled":true}}}""")!;

    [TestMethod]
    public void The_newest_reading_of_every_symbol_and_direction_counts()
    {
        var step = new FactorDiagnosticsStep();
        step.Observe(Reading("btcusdt", "LONG", 0.1));
        step.Observe(Reading("ETHUSDT", "SHORT", 0.2));
        step.Observe(Reading("BTCUSDT", "LONG", 0.9));
        JsonNode file = Surface(Run(step));
        CollectionAssert.AreEqual(new[] { "BTCUSDT:LONG", "ETHUSDT:SHORT" }, ((JsonObject)file["raw_factors"]!).Select(row => row.Key).ToArray());
        Assert.AreEqual(0.9, Coerce.Number(file["raw_factors"]!["BTCUSDT:LONG"]!["factors"]!["trend"]));
    }

    [TestMethod]
    public void Without_readings_the_scores_of_the_run_are_looked_at()
    {
        JsonNode file = Surface(Run(new FactorDiagnosticsStep(), scores: Scores(("A", 0.4, 0.6), ("B", 0.7, double.NaN))));
        Assert.AreEqual(0.6, Coerce.Number(file["raw_factors"]!["A:LONG"]!["factors"]!["router_quality"]));
        Assert.AreEqual(0.5, Coerce.Number(file["raw_factors"]!["B:LONG"]!["factors"]!["router_quality"]));
        Assert.AreEqual(0.7, Coerce.Number(file["raw_factors"]!["B:LONG"]!["factors"]!["expectancy"]));
    }

    [TestMethod]
    public void A_run_without_a_result_writes_the_empty_shape_once_and_then_leaves_the_file_alone()
    {
        var step = new FactorDiagnosticsStep();
        JsonNode empty = Surface(Run(step));
        Assert.AreEqual("{}", empty["raw_factors"]!.ToJsonString());
        Assert.AreEqual("{\"window_days\":14,\"by_factor\":{}}", empty["pnl_attribution"]!.ToJsonString());
        Assert.IsEmpty(Run(step).Surfaces);

        step.Observe(Reading("A", "LONG", 1));
        Assert.HasCount(1, Run(step).Surfaces);
        Assert.IsEmpty(Run(step, strategy: JsonNode.Parse("""{"factor_diagnostics":{"enabled":false}}""")).Surfaces, "a file of this run stays");
    }

    [TestMethod]
    public void A_rejected_configuration_is_told_once_and_writes_nothing_but_a_first_empty_shape()
    {
        var told = new List<string>();
        var step = new FactorDiagnosticsStep(log: told.Add);
        step.Observe(Reading("A", "LONG", 1));
        var config = new IntelConfig(null, null, JsonNode.Parse("""{"factor_diagnostics":{"factors":"abc"}}"""));
        JsonNode first = Surface(Run(step, config));
        Assert.AreEqual("{}", first["raw_factors"]!.ToJsonString());
        Assert.IsFalse(Coerce.Boolean(first["config"]!["enabled"]));
        Assert.IsEmpty(Run(step, config).Surfaces);
        Assert.HasCount(1, told);
        StringAssert.Contains(told[0], "factor_diagnostics.factors");
    }

    [TestMethod]
    public void Weights_are_smoothed_against_the_run_before_and_go_on_after_a_restart()
    {
        FactorDiagnosticsStep step = Fed();
        JsonNode first = Cache(Run(step, pnl: 5))!;
        IntelPass second = Run(step, pnl: 0);
        FactorDiagnosticsStep restarted = Fed(first, pnl: 5);
        IntelPass again = Run(restarted, pnl: 0);
        Assert.AreEqual(Surface(second)["weights"]!.ToJsonString(), Surface(again)["weights"]!.ToJsonString());
        Assert.AreNotEqual(Surface(second)["weights"]!.ToJsonString(), first["weights"]!.ToJsonString());
        Assert.AreEqual(Surface(second)["weights"]!.ToJsonString(), Cache(second)!["weights"]!.ToJsonString());
    }

    [TestMethod]
    public void Rows_of_the_log_and_facts_of_the_feed_are_attributed_alike()
    {
        var seeded = new FactorDiagnosticsStep(pnlSurface: true);
        var running = new FactorDiagnosticsStep(pnlSurface: true);
        foreach (int i in Enumerable.Range(0, 20))
        {
            JsonObject row = Close(i - 7.5, Start - i * 86400);
            ((IIntelStep)seeded).Seed(row);
            running.Observe(new OrderFact(FeedKind.OrderClose, Start - i * 86400, "A", row));
        }

        IntelPass a = Run(seeded);
        IntelPass b = Run(running);
        string pnl = FactorInputs.Written(FactorPnlState.Surface, a.Surfaces.Single(write => write.Surface == FactorPnlState.Surface).Payload)!.ToJsonString();
        Assert.AreEqual(pnl, FactorInputs.Written(FactorPnlState.Surface, b.Surfaces.Single(write => write.Surface == FactorPnlState.Surface).Payload)!.ToJsonString());
        JsonNode document = JsonNode.Parse(pnl)!;
        Assert.AreEqual(15, Coerce.Integer(document["trade_count"]), "fourteen days and the edge");
        Assert.AreEqual(Enumerable.Range(0, 15).Sum(i => i - 7.5), Coerce.Number(document["total_pnl_usd"]));
    }

    [TestMethod]
    public void A_run_works_on_the_readings_it_started_with()
    {
        var step = new FactorDiagnosticsStep();
        step.Observe(Reading("A", "LONG", 0.1));
        Action<IntelPass> work = step.Prepare(Start);
        step.Observe(Reading("A", "LONG", 0.7));
        IntelPass pass = Pass(new IntelConfig(null, null, Shipped), null);
        work(pass);
        Assert.AreEqual(0.1, Coerce.Number(Surface(pass)["raw_factors"]!["A:LONG"]!["factors"]!["trend"]));
    }

    [TestMethod]
    public void Readings_are_bounded_and_the_oldest_key_gives_way()
    {
        var readings = new FactorReadings(3);
        foreach (string symbol in new[] { "A", "B", "A", "C", "D", "E", "B" })
        {
            readings.Add(Reading(symbol, "LONG", 0).Payload);
        }

        CollectionAssert.AreEquivalent(new[] { "B", "D", "E" }, readings.Rows().Select(row => row.Symbol).ToArray());
        readings.Add([]);
        Assert.AreEqual(3, readings.Count);
    }

    private static FactorDiagnosticsStep Fed(JsonNode? carried = null, double? pnl = null)
    {
        var step = new FactorDiagnosticsStep(carried);
        step.Observe(Reading("A", "LONG", 0.1));
        step.Observe(Reading("B", "LONG", 0.5));
        step.Observe(Reading("C", "LONG", 0.2));
        if (pnl is { } amount)
        {
            step.Observe(new OrderFact(FeedKind.OrderClose, Start, "A", Close(amount, Start)));
        }

        return step;
    }

    private static IntelPass Run(FactorDiagnosticsStep step, JsonNode? strategy = null, SymbolScoresV6State? scores = null, double pnl = 0)
    {
        if (pnl != 0)
        {
            step.Observe(new OrderFact(FeedKind.OrderClose, Start, "A", Close(pnl, Start)));
        }

        return Run(step, new IntelConfig(null, null, strategy ?? Shipped), scores);
    }

    private static IntelPass Run(FactorDiagnosticsStep step, IntelConfig config, SymbolScoresV6State? scores = null)
    {
        IntelPass pass = Pass(config, scores);
        step.Prepare(Start)(pass);
        return pass;
    }

    private static IntelPass Pass(IntelConfig config, SymbolScoresV6State? scores) => new()
    {
        Now = Start,
        Config = config,
        Trades = [],
        Metrics = [],
        ReadRouterHealth = () => RouterView.None,
        ReadNav = () => [],
        Scores = scores,
    };

    private static JsonNode Surface(IntelPass pass) =>
        FactorInputs.Written(FactorDiagnosticsState.Surface, pass.Surfaces.Single(write => write.Surface == FactorDiagnosticsState.Surface).Payload)!;

    private static JsonNode? Cache(IntelPass pass) => FactorInputs.Written(FactorWeightsCache.Cache, pass.Caches.Single().Payload);

    private static SymbolScoresV6State Scores(params (string Symbol, double Expectancy, double Router)[] rows) => new(
        Start,
        [
            .. rows.Select(row => new SymbolScoresV6State.Row(
                row.Symbol, 0.5, new SymbolScoresV6State.ScoreComponents(row.Expectancy, row.Router, 0, 0, 0), null!, 0, 0.5, null!)),
        ]);

    private static OrderFact Reading(string symbol, string direction, double trend) => new(FeedKind.Factors, Start, symbol.ToUpperInvariant(), new JsonObject
    {
        ["kind"] = "factors",
        ["symbol"] = symbol,
        ["direction"] = direction,
        ["factors"] = new JsonObject { ["trend"] = trend, ["carry"] = trend * trend, ["router"] = 0.5 },
    });

    private static JsonObject Close(double pnl, double ts) => new()
    {
        ["event_type"] = "order_close",
        ["ts"] = ts,
        ["realizedPnlUsd"] = pnl,
        ["components"] = new JsonObject { ["trend"] = 0.8, ["carry"] = 0.2 },
    };
}
