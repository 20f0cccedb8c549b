using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Risk.Health;

[TestClass]
public sealed class FillStatisticsWindowTests
{
    private const double Start = 1764000000;

    [TestMethod]
    public void The_moving_window_equals_the_computation_over_the_rows() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var window = new FillStatisticsWindow(120);
        var log = new List<JsonObject>();
        double now = Start;
        for (int i = 0; i < 240; i++)
        {
            JsonObject row = Row(ref random, now);
            log.Add(row);
            window.Add(FillRow.Read(row));
            now += random.NextUnit() * 9000;
            if (i % 20 == 19)
            {
                window.Advance(now);
                foreach (string symbol in (string[])["S0", "S1", "S2", "S3"])
                {
                    Assert.AreEqual(FillStatistics.Of(log.TakeLast(120), symbol, now), window.For(symbol));
                }
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [TestMethod]
    public void A_new_total_of_an_order_replaces_the_one_before()
    {
        var window = new FillStatisticsWindow();
        window.Add(FillRow.Read(Fill(7, 1, 100, 0.5)));
        window.Add(FillRow.Read(Fill(8, 1, 102, 0.25)));
        window.Add(FillRow.Read(Fill(7, 3, 101, 1.5)));
        FillStatisticsState read = window.For("S0");
        Assert.AreEqual(1.75, read.Fees, 1e-12);
        Assert.AreEqual(1 / 101.5 * 100, read.AtrNow, 1e-9);
    }

    [TestMethod]
    public void Rows_without_symbol_or_time_are_refused()
    {
        var window = new FillStatisticsWindow();
        Assert.IsFalse(window.Add(FillRow.Read(new JsonObject { ["symbol"] = " ", ["ts"] = Start })));
        Assert.IsFalse(window.Add(FillRow.Read(new JsonObject { ["symbol"] = "S0", ["ts"] = "soon" })));
        Assert.AreEqual(FillStatisticsState.None, window.For("S0"));
    }

    private static JsonObject Fill(long order, double qty, double price, double fee) => new()
    {
        ["symbol"] = "S0",
        ["ts"] = Start,
        ["orderId"] = order,
        ["executedQty"] = qty,
        ["avgPrice"] = price,
        ["fee_total"] = fee,
    };

    private static JsonObject Row(ref SeededRandom random, double now)
    {
        var row = new JsonObject
        {
            ["symbol"] = $"s{random.NextIndex(3)}",
            ["ts"] = now - random.NextUnit() * 8 * 86400,
            ["avgPrice"] = 90 + 20 * random.NextUnit(),
            ["fee_total"] = random.NextUnit(),
        };
        if (random.NextUnit() < 0.6)
        {
            row["executedQty"] = random.NextUnit();
            row["orderId"] = random.NextIndex(40);
        }
        else
        {
            row["realizedPnlUsd"] = random.NextUnit() - 0.5;
        }

        return row;
    }
}
