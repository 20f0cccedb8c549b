using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class RouterMetricGarbageTests
{
    private static readonly FeedKind[] Kinds =
        [FeedKind.Intent, FeedKind.OrderAck, FeedKind.OrderFill, FeedKind.OrderError, FeedKind.OrderMetric, FeedKind.OrderMetric, FeedKind.Candle];

    private static readonly string[] Names =
    [
        "symbol", "ts", "is_maker_final", "maker_start", "started_maker", "used_fallback", "slippage_bps", "slip_bps", "ack_latency_ms",
        "latency_ms", "realized_pnl", "notional", "result", "status", "event", "is_maker", "fallback", "is_fallback", "rejected",
        "is_rejected", "order_type", "type", "prices", "qty", "timing_ms", "decision", "post_only_rejects", "attempt_id", "intent_id",
        "orderId", "clientOrderId", "executedQty", "avgPrice", "price", "gross_usd", "request_qty", "ts_ack", "ts_fill_last", "code",
        "message", "classification", "interval", "close", "closed", "twap", "execution_style", "timeInForce",
    ];

    [TestMethod]
    public void Garbage_in_every_member_never_stops_the_stage_and_never_reaches_a_document() =>
        Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var garbage = new GarbageJson(seed);
            var stage = new RouterMetricStage(
                new RouterMetricOptions { Universe = ["BTCUSDT", "", "\0"], RefreshIntervalSeconds = 0, MaxRows = 40, JoinCapacity = 8 },
                garbage.Text);
            for (int tick = 0; tick < 12; tick++)
            {
                using var frame = new TickFrame { Now = MetricRows.Start + tick };
                for (int i = garbage.Index(20); i > 0; i--)
                {
                    frame.Facts.Add(Fact(garbage));
                }

                stage.Process(frame);
                Assert.AreEqual(0L, stage.Faults, "garbage is read as missing, not as an error");
                Assert.HasCount(1, frame.Surfaces);
                Assert.IsNull(GarbageJson.NonFinite(frame.RouterHealth));
                Assert.IsNull(GarbageJson.NonFinite(frame.Rows.Single().Payload));
                double score = Coerce.Number(frame.RouterHealth!["router_health_score"])!.Value;
                Assert.IsTrue(score is >= 0 and <= 1, $"score {score}");
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Garbage_seeds_are_survived_too() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var garbage = new GarbageJson(seed);
        var stage = new RouterMetricStage(RouterMetricOptions.Default);
        stage.Seed(
            [.. Enumerable.Range(0, 20).Select(_ => garbage.Object(Names))],
            [.. Enumerable.Range(0, 20).Select(_ => Typed(garbage))],
            MetricRows.Start);
        using var frame = new TickFrame { Now = MetricRows.Start };
        stage.Process(frame);
        Assert.AreEqual(0L, stage.Faults);
        Assert.IsNull(GarbageJson.NonFinite(frame.RouterHealth));
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void What_cannot_be_used_is_counted()
    {
        var intake = new RouterIntake();
        RouterEvent e = RouterEventReader.Read(
            new JsonObject
            {
                ["symbol"] = 5,
                ["ts"] = "yesterday",
                ["slippage_bps"] = "cheap",
                ["maker_start"] = new JsonArray(),
                ["used_fallback"] = "maybe",
                ["ack_latency_ms"] = double.NaN,
                ["is_maker_final"] = null,
                ["notional"] = "12.5",
            },
            intake: intake);
        Assert.AreEqual(6L, intake.UnreadableFields);
        Assert.AreEqual(1L, intake.Undated);
        Assert.AreEqual(1L, intake.WithoutSymbol);
        Assert.AreEqual(1L, intake.Metrics);
        Assert.IsTrue(double.IsNaN(e.SlippageBps));
        Assert.AreEqual(12.5, e.Notional);
        Assert.IsTrue(e.Has(RouterEventFlags.HasMakerFinal));
    }

    [TestMethod]
    public void Ignored_fills_and_bars_are_counted()
    {
        var stage = new RouterMetricStage(RouterMetricOptions.Default);
        using var frame = new TickFrame { Now = MetricRows.Start };
        frame.Facts.Add(new OrderFact(FeedKind.OrderFill, MetricRows.Start, "X", new JsonObject { ["symbol"] = "X", ["executedQty"] = 0, ["avgPrice"] = 5 }));
        frame.Facts.Add(new OrderFact(FeedKind.Candle, MetricRows.Start, "X", new JsonObject { ["symbol"] = "X", ["interval"] = "1h", ["close"] = 5, ["closed"] = false }));
        frame.Facts.Add(new OrderFact(FeedKind.Candle, MetricRows.Start, "X", new JsonObject { ["symbol"] = "X", ["interval"] = "1h", ["close"] = 5 }));
        stage.Process(frame);
        Assert.AreEqual(1L, stage.Intake.IgnoredFills);
        Assert.AreEqual(1L, stage.Intake.IgnoredBars);
        Assert.AreEqual(1L, stage.Intake.Bars);
        Assert.AreEqual(2L, stage.Intake.Ignored);
    }

    private static OrderFact Fact(GarbageJson garbage)
    {
        FeedKind kind = Kinds[garbage.Index(Kinds.Length)];
        JsonObject row = garbage.Object(Names);
        if (garbage.Chance(0.6))
        {
            row["symbol"] = garbage.Chance(0.7) ? "BTCUSDT" : garbage.Text();
        }

        foreach (string block in (string[])["prices", "qty", "timing_ms", "result", "decision"])
        {
            if (garbage.Chance(0.6))
            {
                row[block] = garbage.Object(["mark", "submitted", "avg_fill", "contracts", "notional_usd", "ack", "fill", "status", "post_only_rejects"]);
            }
        }

        foreach (string number in (string[])["ts", "executedQty", "avgPrice", "close", "slippage_bps", "latency_ms"])
        {
            if (garbage.Chance(0.5))
            {
                row[number] = garbage.Number();
            }
        }

        return new OrderFact(kind, garbage.Number(), Coerce.Symbol(row["symbol"]), row);
    }

    private static JsonObject Typed(GarbageJson garbage)
    {
        JsonObject row = garbage.Object(Names);
        row["event_type"] = garbage.Chance(0.5) ? "order_fill" : "order_ack";
        return row;
    }
}
