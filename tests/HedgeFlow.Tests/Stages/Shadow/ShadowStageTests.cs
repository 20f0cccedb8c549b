using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Stages.Shadow;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Shadow;

[TestClass]
public sealed class ShadowStageTests
{
    private const double Now = 1764000000;

    private readonly List<JournalRow> _rows = [];
    private readonly ShadowLog _log = new();

    [TestMethod]
    public void A_request_becomes_one_record_with_the_live_values()
    {
        Stage().Process(Request(new JsonObject { ["symbol"] = "btcusdt", ["signal"] = "LONG", ["gross_usd"] = 180, ["leverage"] = 2, ["attempt_id"] = "sig_1" }));

        JsonObject record = _rows.Single().Payload;
        Assert.AreEqual(JournalFiles.Shadow, _rows[0].File);
        Assert.IsNull(_rows[0].EventType, "shadow rows carry no envelope");
        var intent = (JsonObject)record["intent"]!;
        Assert.AreEqual("BUY", (string?)intent["side"]);
        Assert.AreEqual(180, (double)intent["quote_notional"]!);
        Assert.AreEqual(90000, (double)intent["price"]!);
        Assert.AreEqual(180 / 90000.0, (double)intent["qty"]!, 1e-12);
        Assert.AreEqual(10000, (double)intent["nav_usd"]!);
        Assert.AreEqual(500, (double)intent["current_gross_notional"]!);
        Assert.AreEqual("CORE", (string?)intent["tier_name"]);
        Assert.AreEqual("sig_1", (string?)record["attempt_id"]);
        Assert.AreEqual(Now, (double)record["timestamp"]!);
        Assert.IsFalse(record.ContainsKey("heartbeat"));
        _log.Take(1);
        Assert.AreSame(record, _log.Newest(1)[0], "the log has the same record");
    }

    [TestMethod]
    public void The_routing_that_an_intent_asks_for_is_reported()
    {
        Stage().Process(Request(new JsonObject
        {
            ["symbol"] = "BTCUSDT",
            ["signal"] = "SELL",
            ["gross_usd"] = 90,
            ["router_ctx"] = new JsonObject { ["router_policy"] = new JsonObject { ["maker_first"] = false, ["taker_bias"] = "prefer_taker", ["quality"] = "broken", ["offset_bps"] = 7 } },
        }));

        var router = (JsonObject)_rows.Single().Payload["router_decision"]!;
        Assert.IsFalse((bool)router["policy"]!["maker_first"]!);
        Assert.AreEqual("broken", (string?)router["policy"]!["quality"]);
        Assert.AreEqual(7, (double)router["offset_bps"]!);
        Assert.AreEqual(90000 * (1 - 5e-4), (double)router["effective_px"]!["taker"]!, 1e-6);
    }

    [TestMethod]
    public void A_number_that_cannot_be_read_gives_no_record_and_is_counted()
    {
        ShadowStage stage = Stage();
        stage.Process(Request(new JsonObject { ["symbol"] = "BTCUSDT", ["signal"] = "BUY", ["gross_usd"] = 10, ["lev"] = 1, ["qty"] = "lots" }));

        Assert.IsEmpty(_rows);
        Assert.AreEqual(1, stage.Unreadable);
        Assert.AreEqual(1, _log.Made, "whoever waits for the request goes on");
    }

    [TestMethod]
    public void A_heartbeat_is_marked_and_names_no_attempt()
    {
        var signal = new JsonObject { ["symbol"] = "BTCUSDT", ["side"] = "BUY", ["notional"] = 0.0, ["price"] = 0.0, ["open_positions_count"] = 2 };
        var intent = new Intent { Symbol = "BTCUSDT", Signal = "BUY", Timestamp = Now, AttemptId = "", IntentId = "", Document = signal };
        Stage().Process(Request(signal) with { Intent = intent, Heartbeat = true, Price = 0 });

        JsonObject record = _rows.Single().Payload;
        Assert.IsTrue((bool)record["heartbeat"]!);
        Assert.IsFalse(record.ContainsKey("attempt_id"));
        Assert.AreEqual(2, (long)record["intent"]!["open_positions_count"]!);
    }

    [TestMethod]
    public void The_head_is_published_at_first_with_news_and_at_its_interval()
    {
        var telemetry = new ShadowTelemetry(_log, ShadowOptions.Default with { Window = 3 });
        Assert.AreEqual((0, 0, 0), Head(telemetry, Now), "the first frame, empty");
        Assert.IsNull(Head(telemetry, Now + 1), "nothing new");
        foreach (bool allowed in (ReadOnlySpan<bool>)[true, true, false, true])
        {
            _log.Add(new JsonObject { ["risk_decision"] = new JsonObject { ["allowed"] = allowed } });
        }

        Assert.AreEqual((3, 2, 1), Head(telemetry, Now + 2), "the newest three");
        Assert.IsNull(Head(telemetry, Now + 601));
        Assert.AreEqual((3, 2, 1), Head(telemetry, Now + 602), "its interval is over");
    }

    private static (int Total, int Allowed, int Vetoed)? Head(ShadowTelemetry telemetry, double now)
    {
        using var frame = new TickFrame { Now = now, ShadowSeq = 100 };
        telemetry.Process(frame);
        return frame.Surfaces.Count == 0
            ? null
            : frame.Surfaces.Single().Payload is PipelineV6ShadowHeadState head ? (head.Total, head.Allowed, head.Vetoed) : throw new AssertFailedException("another payload");
    }

    private static ShadowRequest Request(JsonObject raw)
    {
        using var book = new GateBook(new ReturnBook(RiskAdvanced.Default));
        return new ShadowRequest(
            new IntentNormalizer(new IntentIds(1)).Normalize(raw, Now).Intent!,
            Now,
            NavUsd: 10000,
            PortfolioGrossUsd: 500,
            SymbolOpenQty: 0,
            OpenPositions: 1,
            TierGrossUsd: 0,
            Price: 90000,
            new GateDetail(new GateRequest { Symbol = "BTCUSDT", Side = "BUY" }, new GateDecision(), book, GateRules.None),
            Qty: null);
    }

    private ShadowStage Stage() => new(ShadowOptions.Default, symbol => symbol == "BTCUSDT" ? "CORE" : null, _log, row => _rows.Add(row));
}
