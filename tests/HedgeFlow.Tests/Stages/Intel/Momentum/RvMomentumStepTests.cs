using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Factors;

namespace HedgeFlow.Tests.Stages.Intel.Momentum;

[TestClass]
public sealed class RvMomentumStepTests
{
    private const double Hour = 3600;
    private const double Start = 1765584000;

    [TestMethod]
    public void Closed_hours_of_the_look_back_make_the_scores()
    {
        var step = new RvMomentumStep();
        double[] btc = [.. Enumerable.Range(0, 60).Select(i => 100.0 + i * i % 7)];
        double[] eth = [.. Enumerable.Range(0, 60).Select(i => 50.0 + i % 5)];
        for (int i = 0; i < 60; i++)
        {
            step.Observe(Candle("BTCUSDT", i, btc[i]));
            step.Observe(Candle("ETHUSDT", i, eth[i]));
            step.Observe(Candle("BTCUSDT", i, 1, closed: false));
        }

        RvMomentumState state = State(Run(step))!;
        var returns = RvBaskets.BuiltIn.Symbols().ToDictionary(symbol => symbol, _ => new double[47]);
        returns["BTCUSDT"] = RvReturns.Smoothed(btc, 48, 24);
        returns["ETHUSDT"] = RvReturns.Smoothed(eth, 48, 24);
        Assert.AreEqual(Text(RvMomentum.Of(RvMomentumConfig.Default, RvBaskets.BuiltIn, returns).ToState(Start)), Text(state));
        Assert.AreNotEqual(0, state.PerSymbol["BTCUSDT"].Score);
        Assert.AreEqual(state.PerSymbol["BTCUSDT"].Score, step.Score("btcusdt"));
        Assert.AreEqual(0, step.Score("NOPE"));
    }

    [TestMethod]
    public void The_bar_that_ends_with_the_hour_has_the_close_of_the_hour()
    {
        var hourly = new RvMomentumStep();
        var quarterly = new RvMomentumStep();
        for (int i = 0; i < 10; i++)
        {
            double close = 100 + i * 3 % 4;
            hourly.Observe(Candle("BTCUSDT", i, close));
            for (int quarter = 0; quarter < 4; quarter++)
            {
                quarterly.Observe(Candle("BTCUSDT", i + quarter / 4.0, quarter == 3 ? close : 7, "15m"));
            }

            quarterly.Observe(Candle("BTCUSDT", i, 9, "4h"));
            quarterly.Observe(Candle("BTCUSDT", i, 9, "7m"));
        }

        Assert.AreEqual(Text(State(Run(hourly))), Text(State(Run(quarterly))));
        Assert.AreNotEqual(0, hourly.Score("BTCUSDT"));
    }

    [TestMethod]
    public void Late_bars_are_ignored_and_a_corrected_newest_one_counts()
    {
        var book = new CandleBook();
        book.Add(Candle("A", 1, 10));
        book.Add(Candle("A", 2, 11));
        book.Add(Candle("A", 1, 99));
        book.Add(Candle("A", 2, 12));
        long version = book.Version;
        book.Add(Candle("A", 2, 12));
        Assert.AreEqual(version, book.Version);
        CollectionAssert.AreEqual(new double[] { 10, 12 }, book.Snapshot()["A"].Closes.ToArray());
    }

    [TestMethod]
    public void A_bar_without_a_usable_close_means_no_data_while_it_is_in_the_look_back()
    {
        var step = new RvMomentumStep();
        for (int i = 0; i < 49; i++)
        {
            step.Observe(i == 0 ? new OrderFact(FeedKind.Candle, Start, "BTCUSDT", new JsonObject { ["interval"] = "1h", ["close"] = "abc" }) : Candle("BTCUSDT", i, 100 + i));
            if (i == 47)
            {
                Assert.AreEqual(0, State(Run(step))!.PerSymbol["BTCUSDT"].RawScore);
            }
        }

        Assert.IsGreaterThan(0, State(Run(step))!.PerSymbol["BTCUSDT"].RawScore);
    }

    [TestMethod]
    public void Memory_is_bounded_by_look_back_and_symbols()
    {
        var book = new CandleBook { Capacity = 60 };
        for (int i = 0; i < 500; i++)
        {
            book.Add(Candle("A", i, 1 + i));
        }

        Assert.AreEqual(60, book.Snapshot()["A"].Closes.Length);
        for (int i = 0; i < CandleBook.MaxSymbols + 10; i++)
        {
            book.Add(Candle($"S{i}", 0, 1));
        }

        Assert.HasCount(CandleBook.MaxSymbols, book.Snapshot());
    }

    [TestMethod]
    public void A_restart_goes_on_with_the_closes_of_the_cache()
    {
        var step = new RvMomentumStep();
        for (int i = 0; i < 48; i++)
        {
            step.Observe(Candle("BTCUSDT", i, 100 + i % 9));
            step.Observe(Candle("ETHUSDT", i, i == 3 ? 0 : 50 + i % 4));
        }

        IntelPass pass = Run(step);
        JsonNode cache = FactorInputs.Written(RvCandlesCache.Cache, pass.Caches.Single().Payload)!;
        Assert.IsEmpty(Run(step).Caches, "nothing new");
        var restarted = new RvMomentumStep(cache);
        Assert.IsEmpty(Run(restarted).Caches);
        step.Observe(Candle("BTCUSDT", 48, 120));
        restarted.Observe(Candle("BTCUSDT", 48, 120));
        Assert.AreEqual(Text(State(Run(step))), Text(State(Run(restarted))));
    }

    [TestMethod]
    [DataRow("""5""")]
    [DataRow("""{"symbols":[1]}""")]
    [DataRow("""{"symbols":{"A":5,"B":[1,null,{"close":3},{"ts":"x","close":3},{"ts":1e999}]}}""")]
    public void A_damaged_cache_is_a_first_start(string text)
    {
        JsonNode? cache = JsonNodes.TryParse(text.Replace("1e999", "null", StringComparison.Ordinal), out _);
        Assert.AreEqual(0, State(Run(new RvMomentumStep(cache)))!.PerSymbol["BTCUSDT"].Score);
    }

    [TestMethod]
    public void Switched_off_or_rejected_it_writes_nothing_and_scores_nothing()
    {
        var told = new List<string>();
        var step = new RvMomentumStep(log: told.Add);
        for (int i = 0; i < 5; i++)
        {
            step.Observe(Candle("BTCUSDT", i, 100 + i));
        }

        Assert.IsNotNull(State(Run(step)));
        Assert.AreNotEqual(0, step.Score("BTCUSDT"));
        Assert.IsNull(State(Run(step, """{"rv_momentum":{"enabled":false}}""")));
        Assert.AreEqual(0, step.Score("BTCUSDT"));
        Assert.IsEmpty(told);
        Assert.IsNull(State(Run(step, """{"rv_momentum":[]}""")));
        Assert.IsNull(State(Run(step, "{}", "[1]")));
        Assert.HasCount(2, told);
    }

    [TestMethod]
    public void A_longer_look_back_of_a_reloaded_configuration_keeps_more_bars_from_then_on()
    {
        var step = new RvMomentumStep();
        const string Longer = """{"rv_momentum":{"lookback_bars":100}}""";
        Run(step, Longer);
        double[] closes = [.. Enumerable.Range(0, 120).Select(i => 100.0 + i % 13)];
        for (int i = 0; i < closes.Length; i++)
        {
            step.Observe(Candle("BTCUSDT", i, closes[i]));
        }

        double drift = RvReturns.Smoothed(closes, 100, 24).Sum();
        Assert.AreEqual(drift * 10, State(Run(step, Longer))!.PerSymbol["BTCUSDT"].RawScore, 0.01);
    }

    private static IntelPass Run(RvMomentumStep step, string strategy = "{}", string? baskets = null)
    {
        var pass = new IntelPass
        {
            Now = Start,
            Config = new IntelConfig(null, null, JsonNode.Parse(strategy), baskets is null ? null : JsonNode.Parse(baskets)),
            Trades = [],
            Metrics = [],
            ReadRouterHealth = () => RouterView.None,
            ReadNav = () => [],
        };
        step.Prepare(Start)(pass);
        return pass;
    }

    private static RvMomentumState? State(IntelPass pass) => pass.Surfaces.Select(write => write.Payload).OfType<RvMomentumState>().SingleOrDefault();

    private static string Text(RvMomentumState? state) => FactorInputs.Written(RvMomentumState.Surface, state!)!.ToJsonString();

    private static OrderFact Candle(string symbol, double hour, double close, string interval = "1h", bool closed = true) =>
        new(FeedKind.Candle, Start + hour * Hour, symbol, new JsonObject { ["interval"] = interval, ["close"] = close, ["closed"] = closed });
}
