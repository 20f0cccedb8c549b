using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

[TestClass]
public sealed class FactorPnlTests
{
    private const double Now = 1765584000;

    private static readonly FactorNames Names = FactorNames.Of(["trend", "carry", "expectancy"]);

    [TestMethod]
    public void What_the_factors_get_is_what_the_trades_made() =>
        Prop.ForAll(Gen.Choose(-1000, 1000).ArrayOf(4).ListOf().ToArbitrary(), rows =>
        {
            FactorPnl pnl = FactorPnl.Of(rows.Select(row => Trade(row[0] / 7.0, row[1], row[2], row[3])), Names, 14);
            double sum = 0;
            foreach (double amount in pnl.ByFactor)
            {
                sum += amount;
            }

            Assert.AreEqual(pnl.TotalUsd, sum, 1e-9 * Math.Max(1, rows.Sum(row => Math.Abs(row[0]))));
            Assert.AreEqual(rows.Count, pnl.TradeCount);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Without_factors_nothing_is_shared_out()
    {
        FactorPnl pnl = FactorPnl.Of([Trade(5, 1, 1, 1)], FactorNames.Empty, 14);
        Assert.AreEqual(5, pnl.TotalUsd);
        Assert.AreEqual(0, pnl.ByFactor.Length);
    }

    [TestMethod]
    public void Percentages_come_from_exact_amounts()
    {
        FactorPnlState state = FactorPnl.Of([Trade(0.00003, 1, 2, 0)], Names, 14).ToState(Now);
        Assert.AreEqual(0, state.ByFactor["trend"]);
        Assert.AreEqual(33.33, state.PctByFactor["trend"]);
        Assert.AreEqual(66.67, state.PctByFactor["carry"]);
    }

    [TestMethod]
    public void Our_own_close_rows_are_read()
    {
        var row = (JsonObject)JsonNode.Parse(
            """
            {"event_type":"order_close","ts":"2025-12-13T00:00:00+00:00","symbol":"BTCUSDT","realizedPnlUsd":1.42,"orderId":81234567999,
             "metadata":{"hybrid_score":{"components":{"trend":0.5}}}}
            """)!;
        AttributionTrade trade = AttributionTrade.FromRow(row, null)!;
        Assert.AreEqual(1.42, trade.PnlUsd);
        Assert.AreEqual(Now, trade.Ts);
        Assert.AreEqual(0.5, trade.Components["trend"]);
    }

    [TestMethod]
    public void The_time_of_a_fact_counts_where_its_payload_has_none()
    {
        var row = new JsonObject { ["realizedPnlUsd"] = 2 };
        Assert.IsNull(AttributionTrade.FromRow(row, null));
        Assert.AreEqual(Now, AttributionTrade.FromRow(row, Now)!.Ts);
    }

    [TestMethod]
    public void Any_row_is_a_trade_with_finite_numbers_or_none() =>
        Prop.ForAll(
            AnyJson.Row(
                "realized_pnl", "realized_pnl_usd", "realizedPnlUsd", "ts", "timestamp", "time", "ts_close", "symbol", "side", "direction",
                "id", "order_id", "metadata", "components", "factor_vector").ToArbitrary(),
            row =>
            {
                if (AttributionTrade.FromRow(row, null) is { } trade)
                {
                    Assert.IsTrue(double.IsFinite(trade.PnlUsd) && double.IsFinite(trade.Ts));
                    Assert.IsTrue(trade.Components.Values.All(double.IsFinite));
                }
            }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void The_window_holds_its_edge_and_the_future_and_no_more_than_its_capacity()
    {
        var window = new AttributionWindow();
        for (int i = 0; i < AttributionWindow.Capacity + 10; i++)
        {
            window.Add(new JsonObject { ["realized_pnl"] = 1, ["ts"] = Now - 86400 + (i - 20) }, null);
        }

        Assert.HasCount(AttributionWindow.Capacity, window.All());
        AttributionTrade[] recent = [.. AttributionWindow.Recent(window.All(), Now, 1)];
        Assert.AreEqual(Now - 86400, recent[0].Ts);
        Assert.HasCount(AttributionWindow.Capacity - 10, recent);
    }

    [TestMethod]
    public void Stored_documents_are_read_under_both_names_without_what_is_no_number()
    {
        OrderedDictionary<string, double> amounts = FactorPnl.Read(
            JsonNode.Parse("""{"by_factor":{},"pnl_by_factor":{"trend":"1.5","carry":null,"expectancy":"x","vol_regime":true}}"""));
        CollectionAssert.AreEqual(new[] { "trend", "vol_regime" }, amounts.Keys);
        Assert.AreEqual(1.5, amounts["trend"]);
        Assert.IsEmpty(FactorPnl.Read(null));
    }

    private static AttributionTrade Trade(double pnl, double trend, double carry, double expectancy) => new(
        "A", "LONG", pnl, new Dictionary<string, double> { ["trend"] = trend, ["carry"] = carry, ["expectancy"] = expectancy, ["foreign"] = 9 }, Now, "");
}
