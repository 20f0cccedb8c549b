using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Publish;

namespace HedgeFlow.Tests.Stages.Publish;

[TestClass]
public sealed class LedgerTests
{
    private const double Start = PublisherBench.Start;

    [TestMethod]
    public void Levels_of_an_intent_count_once_its_order_is_acknowledged()
    {
        using var bench = new PublisherBench();
        PositionRow[] open = [PublisherBench.Row("BTCUSDT", 1)];
        OrderFact[] intent = [PublisherBench.Fact(FeedKind.Intent, Start, "BTCUSDT", Intent("a1"))];

        bench.Tick(Start, 1000, open, intent);
        Assert.IsNull(Entry(bench)["tp"]);

        bench.Tick(Start + 1, 1000, open, [PublisherBench.Fact(FeedKind.OrderAck, Start + 1, "BTCUSDT", new JsonObject { ["attempt_id"] = "a1" })]);

        Assert.AreEqual(120, (double)Entry(bench)["tp"]!);
        Assert.AreEqual(90, (double)Entry(bench)["sl"]!);
        Assert.AreEqual(1, (double)bench.Diagnostics["exit_pipeline"]!["tp_sl_coverage_pct"]!);
    }

    [TestMethod]
    public void A_close_that_leaves_nothing_takes_the_levels_away()
    {
        using var bench = new PublisherBench();
        bench.Publisher.Levels.Set("BTCUSDT:LONG", 120, 90);
        OrderFact close = PublisherBench.Fact(FeedKind.OrderClose, Start, "BTCUSDT",
            new JsonObject { ["position_size_before"] = 1.0, ["position_size_after"] = 0.0, ["realizedPnlUsd"] = 1 });

        bench.Tick(Start, 1000, facts: [close]);

        Assert.HasCount(0, (JsonObject)bench.Ledger["tp_sl_levels"]!);
        Assert.IsFalse((bool)bench.Diagnostics["exit_pipeline"]!["ledger_registry_mismatch"]!);
    }

    [TestMethod]
    public void Start_up_seeds_levels_and_forgets_stale_ones_when_asked_to()
    {
        var stored = new JsonObject { ["entries"] = new JsonObject { ["OLD:LONG"] = new JsonObject { ["tp"] = 1 } } };
        using var bench = new PublisherBench(PublisherBench.Defaults with { TpSlSeed = new TpSlSeed() }, new TickCaches(TpSl: stored));

        bench.Tick(Start, 1000, [PublisherBench.Row("BTCUSDT", 1), PublisherBench.Row("ETHUSDT", -1)]);
        bench.Tick(Start + 1, 1000, [PublisherBench.Row("BTCUSDT", 1), PublisherBench.Row("SOLUSDT", 1)]);

        Assert.AreEqual(102.1, (double)Entry(bench)["tp"]!);
        Assert.AreEqual(98.6, (double)Entry(bench)["sl"]!);
        CollectionAssert.AreEqual(
            new[] { "BTCUSDT:LONG", "ETHUSDT:SHORT" }, ((JsonObject)bench.Ledger["tp_sl_levels"]!).Select(level => level.Key).ToArray());
        JsonNode breakdown = bench.Ledger["metadata"]!["mismatch_breakdown"]!;
        Assert.AreEqual(1, (int)breakdown["missing_tp_sl_entries"]!);
        Assert.AreEqual(1, (int)breakdown["stale_tp_sl_entries"]!);
    }

    [TestMethod]
    public void Times_of_an_entry_are_those_of_its_first_and_its_last_change()
    {
        using var bench = new PublisherBench();
        bench.Tick(Start, 1000, [PublisherBench.Row("A", 1)]);
        bench.Tick(Start + 1, 1000, [PublisherBench.Row("A", 1, mark: 111)]);
        bench.Tick(Start + 2, 1000, [PublisherBench.Row("A", 2)]);

        bench.Tick(Start + 3, 1000, [PublisherBench.Row("A", 2)]);

        Assert.AreEqual(Start, (double)Entry(bench)["created_ts"]!);
        Assert.AreEqual(Start + 2, (double)Entry(bench)["updated_ts"]!);
    }

    [TestMethod]
    public void A_position_that_comes_back_is_a_new_one()
    {
        using var bench = new PublisherBench();
        bench.Tick(Start, 1000, [PublisherBench.Row("A", 1)]);
        bench.Tick(Start + 1, 1000);

        bench.Tick(Start + 2, 1000, [PublisherBench.Row("A", 1)]);

        Assert.AreEqual(Start + 2, (double)Entry(bench)["created_ts"]!);
    }

    [TestMethod]
    public void Losing_positions_without_levels_follow_the_price()
    {
        using var bench = new PublisherBench();
        bench.Tick(Start, 1000, [PublisherBench.Row("A", 1, entry: 100, mark: 99)]);
        Assert.AreEqual(0, (int)bench.Diagnostics["exit_pipeline"]!["underwater_without_tp_sl_count"]!);

        bench.Tick(Start + 1, 1000, [PublisherBench.Row("A", 1, entry: 100, mark: 98)]);

        Assert.AreEqual(1, (int)bench.Diagnostics["exit_pipeline"]!["underwater_without_tp_sl_count"]!);
    }

    private static JsonNode Entry(PublisherBench bench) => bench.Ledger["entries"]![0]!;

    private static JsonObject Intent(string attempt) => new()
    {
        ["symbol"] = "BTCUSDT",
        ["signal"] = "BUY",
        ["positionSide"] = "LONG",
        ["attempt_id"] = attempt,
        ["take_profit_price"] = 120,
        ["stop_loss_price"] = 90,
    };
}
