using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Compare;
using HedgeFlow.Stages.Shadow;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Compare;

[TestClass]
public sealed class CompareTelemetryTests
{
    private const double Start = 1764000000;

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];

    [TestMethod]
    public void The_first_frame_compares_at_once_and_then_the_interval_holds()
    {
        var telemetry = new CompareTelemetry(new ShadowLog(), CompareOptions.Default);

        (PipelineV6CompareSummaryState? summary, List<JournalRow> rows) = Run(telemetry, Start);
        Assert.AreEqual(0, summary!.SampleSize);
        Assert.IsTrue(summary.IsWarmup);
        Assert.AreEqual(CompareSummary.TooFew, summary.WarmupReason);
        Assert.IsTrue((bool)rows.Single().Payload["heartbeat"]!);
        Assert.IsNull(Run(telemetry, Start + 899).Summary);
        Assert.IsNotNull(Run(telemetry, Start + 900).Summary);
    }

    [TestMethod]
    public void Frames_lead_to_the_summary_that_the_whole_logs_give()
    {
        var random = new Random(7);
        var shadow = new ShadowLog();
        var telemetry = new CompareTelemetry(shadow, CompareOptions.Default with { MinSampleSize = 5 });
        var allShadow = new List<JsonObject>();
        var whole = new LiveOrders();
        Run(telemetry, Start);
        double now = Start;
        for (int tick = 0; tick < 400; tick++)
        {
            now += 2;
            var facts = new List<OrderFact>();
            string symbol = Symbols[random.Next(Symbols.Length)];
            if (random.Next(3) == 0)
            {
                JsonObject row = Decision(symbol, now, allowed: random.Next(2) == 0, gross: 50 + random.Next(100), attempt: tick);
                shadow.Add(row);
                allShadow.Add(row);
            }

            if (random.Next(4) == 0)
            {
                facts.Add(new OrderFact(FeedKind.OrderAck, now, symbol, new JsonObject { ["symbol"] = symbol, ["attempt_id"] = $"a{tick}", ["ts_ack"] = IsoTime.Format(now), ["notional"] = 40 + random.Next(120) }));
                facts.Add(new OrderFact(FeedKind.OrderError, now, symbol, new JsonObject { ["symbol"] = symbol, ["reason"] = "x", ["notional"] = 1 }));
                facts.Add(new OrderFact(FeedKind.OrderMetric, now, symbol, new JsonObject { ["symbol"] = symbol, ["attempt_id"] = $"a{tick}", ["slippage_bps"] = random.Next(-5, 9) }));
            }

            foreach (OrderFact fact in facts)
            {
                if (fact.Kind == FeedKind.OrderMetric)
                {
                    whole.AddMetric(fact.Payload);
                }
                else
                {
                    var row = (JsonObject)fact.Payload.DeepClone();
                    row["event_type"] = fact.Kind == FeedKind.OrderAck ? "order_ack" : "order_error";
                    whole.Add(row);
                }
            }

            shadow.Take(0);
            Run(telemetry, now, facts);
        }

        PipelineV6CompareSummaryState incremental = Run(telemetry, Start + 900).Summary!;
        var batch = CompareRun.Of(allShadow, whole, new CompareLog(), 5, Start + 900);
        Assert.IsGreaterThan(50, incremental.SampleSize);
        Assert.IsGreaterThan(0, incremental.SizingDiffStats.UpsizeCount);
        Assert.AreEqual(batch.Summary, incremental);
    }

    [TestMethod]
    public void A_difference_is_logged_once_also_over_a_restart()
    {
        var shadow = new ShadowLog();
        JsonObject[] decisions = [.. Enumerable.Range(0, 5).Select(i => Decision("BTCUSDT", Start + i, true, 100, i))];
        shadow.Seed(decisions);
        var first = new CompareTelemetry(shadow, CompareOptions.Default with { IntervalSeconds = 0 });
        List<JournalRow> logged = Run(first, Start + 10).Rows;
        Assert.HasCount(6, logged);
        Assert.HasCount(1, Run(first, Start + 11).Rows);

        var second = new CompareTelemetry(shadow, CompareOptions.Default with { IntervalSeconds = 0 });
        second.Seed([], [], [.. logged.Select(row => row.Payload)]);
        shadow.Add(Decision("ETHUSDT", Start + 12, true, 100, 9));
        shadow.Take(1);
        List<JournalRow> rows = Run(second, Start + 13).Rows;
        Assert.HasCount(2, rows);
        Assert.AreEqual("ETHUSDT", (string?)rows[0].Payload["symbol"]);
        Assert.IsFalse((bool)rows[1].Payload["heartbeat"]!, "a difference was written");
        Assert.AreEqual(6, (int)rows[1].Payload["diff_count"]!);
    }

    [TestMethod]
    public void The_live_side_of_a_row_is_the_row_of_the_order_log()
    {
        var shadow = new ShadowLog();
        shadow.Seed([Decision("BTCUSDT", Start, true, 100, 1)]);
        var telemetry = new CompareTelemetry(shadow, CompareOptions.Default);
        var ack = new OrderFact(FeedKind.OrderAck, Start + 1, "BTCUSDT", new JsonObject { ["kind"] = "order_ack", ["ts"] = Start + 1, ["symbol"] = "BTCUSDT", ["orderId"] = 81234567890123456L });

        JsonNode live = Run(telemetry, Start + 2, [ack]).Rows[0].Payload["live"]!;
        Assert.AreEqual("""{"symbol":"BTCUSDT","orderId":81234567890123456,"event_type":"order_ack","ts":"2025-11-24T16:00:01\u002B00:00"}""", live.ToJsonString());
    }

    private static JsonObject Decision(string symbol, double ts, bool allowed, double gross, int attempt) => new()
    {
        ["symbol"] = symbol,
        ["intent"] = new JsonObject { ["side"] = "BUY", ["price"] = 100.0, ["quote_notional"] = gross },
        ["risk_decision"] = new JsonObject { ["allowed"] = allowed },
        ["router_decision"] = new JsonObject { ["policy"] = new JsonObject { ["maker_first"] = true }, ["effective_px"] = new JsonObject { ["maker"] = 99.99, ["taker"] = 100.05 } },
        ["timestamp"] = ts,
        ["attempt_id"] = $"a{attempt}",
    };

    private static (PipelineV6CompareSummaryState? Summary, List<JournalRow> Rows) Run(CompareTelemetry telemetry, double now, IEnumerable<OrderFact>? facts = null)
    {
        using var frame = new TickFrame { Now = now };
        frame.Facts.AddRange(facts ?? []);
        telemetry.Process(frame);
        return ((PipelineV6CompareSummaryState?)frame.Surfaces.SingleOrDefault().Payload, [.. frame.Rows]);
    }
}
