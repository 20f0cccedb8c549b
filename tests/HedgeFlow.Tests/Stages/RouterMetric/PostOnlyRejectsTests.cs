using System.Text.Json.Nodes;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class PostOnlyRejectsTests
{
    private const double Start = MetricRows.Start;

    [TestMethod]
    public void Each_way_of_telling_counts()
    {
        PostOnlyRejects rejects = New();
        rejects.SeeOrder(Order("1", ("timeInForce", "GTX"), ("status", "EXPIRED")), Start);
        rejects.SeeOrder(Order("2", ("post_only", true), ("status", "rejected")), Start);
        rejects.SeeOrder(Order("3", ("code", -2010)), Start);
        rejects.SeeOrder(Order("4", ("message", "Order would Immediately Match and take.")), Start);
        rejects.SeeOrder(Order("5", ("classification", new JsonObject { ["code"] = -2010 })), Start);
        Assert.AreEqual(5, rejects.Of("BTCUSDT"));
    }

    [TestMethod]
    public void An_order_that_was_not_post_only_or_was_taken_does_not_count()
    {
        PostOnlyRejects rejects = New();
        rejects.SeeOrder(Order("1", ("status", "EXPIRED")), Start);
        rejects.SeeOrder(Order("2", ("timeInForce", "GTX"), ("status", "NEW")), Start);
        rejects.SeeOrder(Order("3", ("code", -2019)), Start);
        Assert.AreEqual(0, rejects.Of("BTCUSDT"));
    }

    [TestMethod]
    public void The_same_reject_told_by_ack_error_and_metric_counts_once()
    {
        PostOnlyRejects rejects = New();
        rejects.SeeOrder(Order("1", ("timeInForce", "GTX"), ("status", "EXPIRED")), Start);
        rejects.SeeOrder(Order("1", ("code", -2010)), Start);
        Metric(rejects, 1);
        Assert.AreEqual(1, rejects.Of("BTCUSDT"));
        Metric(rejects, 4);
        Assert.AreEqual(4, rejects.Of("BTCUSDT"));
        Metric(rejects, 4);
        Assert.AreEqual(4, rejects.Of("BTCUSDT"));
        Metric(rejects, 2, Start + 900);
        Assert.AreEqual(6, rejects.Of("BTCUSDT"), "the exit under the same attempt id");
    }

    [TestMethod]
    public void Old_ones_leave()
    {
        PostOnlyRejects rejects = New();
        rejects.SeeOrder(Order("1", ("code", -2010)), Start);
        rejects.Advance(Start + 7 * 86400);
        Assert.AreEqual(1, rejects.Of("BTCUSDT"));
        rejects.Advance(Start + 7 * 86400 + 1);
        Assert.AreEqual(0, rejects.Of("BTCUSDT"));
    }

    private static PostOnlyRejects New() => new(7, 100, 100);

    private static void Metric(PostOnlyRejects rejects, int count, double ts = Start)
    {
        var row = new JsonObject
        {
            ["symbol"] = "BTCUSDT",
            ["ts"] = ts,
            ["attempt_id"] = "a",
            ["decision"] = new JsonObject { ["post_only_rejects"] = count },
        };
        rejects.SeeMetric(row, RouterEventReader.Read(row));
    }

    private static JsonObject Order(string id, params (string Name, JsonNode Value)[] members)
    {
        var row = new JsonObject { ["symbol"] = "btcusdt", ["clientOrderId"] = id, ["attempt_id"] = "a" };
        foreach ((string name, JsonNode value) in members)
        {
            row[name] = value;
        }

        return row;
    }
}
