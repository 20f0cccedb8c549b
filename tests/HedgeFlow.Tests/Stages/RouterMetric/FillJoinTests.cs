using System.Text.Json.Nodes;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class FillJoinTests
{
    private const double Start = MetricRows.Start;

    [TestMethod]
    public void Intent_ack_and_fill_of_an_attempt_make_one_fill()
    {
        var join = new FillJoin(16);
        join.SeeIntent(new JsonObject { ["attempt_id"] = "a", ["price"] = 100.0, ["gross_usd"] = 300.0, ["execution_style"] = "twap" }, Start);
        join.SeeAck(new JsonObject { ["orderId"] = 7, ["attempt_id"] = "a", ["latency_ms"] = 40.0, ["request_qty"] = 2.0 }, Start + 1);
        Assert.IsTrue(join.TryFill(Fill(7, 1.5, 101), Start + 2, out RouterFill fill));
        Assert.AreEqual(100.0, fill.IntendedPrice);
        Assert.AreEqual(101.0, fill.FillPrice!.Value, 1e-12);
        Assert.AreEqual(Start + 0.96, fill.TsSent!.Value, 1e-6);
        Assert.AreEqual(Start + 2, fill.TsFill);
        Assert.AreEqual(151.5, fill.Notional!.Value, 1e-9);
        Assert.AreEqual(200.0, fill.IntendedNotional!.Value, 1e-9);
        Assert.IsTrue(fill.IsTwapChild);
    }

    [TestMethod]
    public void Cumulative_rows_count_what_they_add()
    {
        var join = new FillJoin(16);
        Assert.IsTrue(join.TryFill(Fill(7, 1, 100), Start, out _));
        Assert.IsFalse(join.TryFill(Fill(7, 1, 100), Start, out _), "the same row again");
        Assert.IsTrue(join.TryFill(Fill(7, 3, 102), Start, out RouterFill rest));
        Assert.AreEqual(206.0, rest.Notional!.Value, 1e-9);
        Assert.AreEqual(103.0, rest.FillPrice!.Value, 1e-9);
        Assert.AreEqual(0.0, rest.IntendedNotional!.Value);
    }

    [TestMethod]
    public void An_attempt_counts_by_its_fills_or_by_its_metric_never_twice()
    {
        JsonObject metric = Metric();
        var join = new FillJoin(16);
        join.Hint(metric);
        Assert.IsTrue(join.TryFill(Fill(7, 1, 101), Start, out RouterFill fill));
        Assert.AreEqual(100.0, fill.IntendedPrice, "from the metric that follows");
        Assert.IsFalse(join.TryMetric(metric, Start, out _));

        var alone = new FillJoin(16);
        Assert.IsTrue(alone.TryMetric(metric, Start, out RouterFill stated));
        Assert.AreEqual(Start - 0.08, stated.TsSent!.Value, 1e-6);
        Assert.AreEqual(202.0, stated.Notional);
        Assert.IsFalse(alone.TryMetric(metric, Start, out _));
        Assert.IsFalse(alone.TryFill(Fill(7, 1, 101), Start, out _));
    }

    [TestMethod]
    [DataRow("REJECTED")]
    [DataRow("EXPIRED")]
    public void A_fill_of_an_order_that_was_not_accepted_does_not_count(string status)
    {
        JsonObject row = Fill(7, 1, 100);
        row["status"] = status;
        Assert.IsFalse(new FillJoin(16).TryFill(row, Start, out _));
    }

    [TestMethod]
    public void Ids_are_forgotten_in_their_order()
    {
        var join = new FillJoin(2);
        foreach (int order in (int[])[1, 2, 3])
        {
            Assert.IsTrue(join.TryFill(Fill(order, 1, 100, attempt: null), Start, out _));
        }

        Assert.IsFalse(join.TryFill(Fill(3, 1, 100, attempt: null), Start, out _));
        Assert.IsTrue(join.TryFill(Fill(1, 1, 100, attempt: null), Start, out _));
    }

    private static JsonObject Fill(long order, double qty, double price, string? attempt = "a") => new()
    {
        ["symbol"] = "BTCUSDT",
        ["orderId"] = order,
        ["attempt_id"] = attempt,
        ["executedQty"] = qty,
        ["avgPrice"] = price,
        ["status"] = "FILLED",
    };

    private static JsonObject Metric() => new()
    {
        ["symbol"] = "BTCUSDT",
        ["attempt_id"] = "a",
        ["ts"] = Start,
        ["prices"] = new JsonObject { ["submitted"] = 100.0, ["mark"] = 99.0, ["avg_fill"] = 101.0 },
        ["qty"] = new JsonObject { ["contracts"] = 2.0, ["notional_usd"] = 202.0 },
        ["timing_ms"] = new JsonObject { ["ack"] = 30.0, ["fill"] = 50.0 },
        ["result"] = new JsonObject { ["status"] = "FILLED" },
    };
}
