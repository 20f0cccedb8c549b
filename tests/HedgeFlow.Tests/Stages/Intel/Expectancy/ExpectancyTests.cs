using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Expectancy;

[TestClass]
public sealed class ExpectancyTests
{
    private const double Now = 1765584000;

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];

    [TestMethod]
    public void A_trade_without_a_matching_metric_keeps_none()
    {
        JoinedTrade[] joined = JoinedTrade.Join(
            [new TradeRecord("A", 1, Now, null, "x"), new TradeRecord("A", 1, Now, null, null)],
            new Dictionary<string, RouterMetric> { ["y"] = RouterMetric.FromRow([]) });
        Assert.IsTrue(joined.All(trade => trade.Metric is null));
    }

    [TestMethod]
    public void The_join_attaches_the_metric_of_the_closing_order()
    {
        var window = new ExpectancyWindow();
        window.AddOrderRow(Close("BTCUSDT", 2, Now - 10, "a1"));
        window.AddMetricRow(new JsonObject { ["attempt_id"] = "a1", ["ts"] = Now - 10, ["is_maker_final"] = true, ["slippage_bps"] = 0.5 });
        ExpectancyV6State state = Build(window);
        CollectionAssert.AreEquivalent(new[] { "maker_success", "slip_low" }, state.Regimes.Keys.ToArray());
        Assert.AreEqual(2, state.Regimes["slip_low"].Expectancy);
    }

    [TestMethod]
    public void Scratch_trades_are_dropped_and_counted_unless_kept()
    {
        var dropping = new ExpectancyWindow();
        dropping.AddOrderRow(Close("A", 0, Now, null));
        Assert.AreEqual(0, dropping.Trades(Now, 48).Count);
        Assert.AreEqual(1, dropping.ScratchesDropped);

        var keeping = new ExpectancyWindow(keepScratch: true);
        keeping.AddOrderRow(Close("A", 0, Now, null));
        Assert.AreEqual(1, keeping.Trades(Now, 48).Count);
    }

    [TestMethod]
    public void Rows_that_close_nothing_push_old_closes_out_of_the_window()
    {
        var window = new ExpectancyWindow();
        window.AddOrderRow(Close("A", 1, Now, null));
        for (int i = 0; i < ExpectancyWindow.RowLimit - 1; i++)
        {
            window.AddOtherOrder();
        }

        Assert.AreEqual(1, window.Trades(Now, 48).Count);
        window.AddOtherOrder();
        Assert.AreEqual(0, window.Trades(Now, 48).Count);
    }

    [TestMethod]
    public void What_is_written_reads_back_the_same()
    {
        var window = new ExpectancyWindow();
        for (int i = 0; i < 50; i++)
        {
            window.AddOrderRow(Close(Symbols[i % 3], i - 20.5, Now - i * 1800, $"a{i}"));
        }

        ExpectancyV6State state = Build(window);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(state, ExpectancyV6State.Surface.TypeInfo);
        ExpectancyV6State read = JsonSerializer.Deserialize(bytes, ExpectancyV6State.Surface.TypeInfo)!;
        CollectionAssert.AreEqual(bytes, JsonSerializer.SerializeToUtf8Bytes(read, ExpectancyV6State.Surface.TypeInfo));
        Assert.AreEqual(50, read.SampleCount);
    }

    [TestMethod]
    public void Groups_add_up_to_the_trades()
    {
        Gen<(int, int, int)> trade = Gen.Choose(-500, 500).SelectMany(
            pnl => Gen.Choose(0, 47 * 60).SelectMany(age => Gen.Choose(0, 2).Select(symbol => (pnl, age, symbol))));
        Prop.ForAll(trade.ArrayOf().ToArbitrary(), trades =>
            {
                var window = new ExpectancyWindow(keepScratch: true);
                foreach ((int pnl, int age, int symbol) in trades)
                {
                    window.AddOrderRow(Close(Symbols[symbol], pnl / 7.0, Now - age * 60, null));
                }

                ExpectancyV6State state = Build(window);
                return state.SampleCount == trades.Length
                    && state.Symbols.Values.Sum(stats => stats.Count) == trades.Length
                    && state.Hours.Values.Sum(stats => stats.Count) == trades.Length
                    && state.Regimes.Count == 0
                    && state.Symbols.All(group => group.Value.Count == trades.Count(t => Symbols[t.Item3] == group.Key))
                    && state.Symbols.Values.All(stats =>
                        stats.HitRate is >= 0 and <= 1 && stats.MaxDrawdown >= 0 && stats.AvgWin >= 0 && stats.AvgLoss <= 0);
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Any_row_is_taken_without_a_throw_and_gives_finite_statistics()
    {
        Prop.ForAll(AnyJson.Row("event_type", "realizedPnlUsd", "pnl_usd", "ts_close", "ts", "symbol", "attempt_id", "policy",
                "slippage_bps", "maker_start", "is_maker_final", "used_fallback").ArrayOf().ToArbitrary(), rows =>
            {
                var window = new ExpectancyWindow();
                foreach (JsonObject row in rows)
                {
                    row["event_type"] = "order_close";
                    window.AddOrderRow(row);
                    window.AddMetricRow(row);
                }

                byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(Build(window), ExpectancyV6State.Surface.TypeInfo);
                return JsonNodes.Parse(bytes) is JsonObject;
            })
            .QuickCheckThrowOnFailure();
    }

    private static JsonObject Close(string symbol, double pnl, double ts, string? attempt) => new()
    {
        ["event_type"] = "order_close",
        ["symbol"] = symbol,
        ["ts_close"] = ts,
        ["realizedPnlUsd"] = pnl,
        ["attempt_id"] = attempt,
    };

    private static ExpectancyV6State Build(ExpectancyWindow window) => ExpectancyBuilder.Build(
        JoinedTrade.Join(window.Trades(Now, 48), RouterMetricRow.ByAttempt(window.Metrics(Now, 48))), 48, Now, []);
}
