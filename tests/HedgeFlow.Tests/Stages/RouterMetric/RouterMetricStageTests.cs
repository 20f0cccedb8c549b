using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class RouterMetricStageTests
{
    private const double Start = MetricRows.Start;

    private static readonly string[] RequiredKeys =
    [
        "updated_ts", "router_health_score", "maker_fill_rate", "fallback_ratio", "slippage_p50", "slip_q95", "fallback_rate", "slip_q50",
        "slippage_p95", "router_health", "global", "per_symbol", "summary", "symbols", "symbol_stats",
    ];

    [TestMethod]
    public void The_first_tick_publishes_both_forms_with_every_symbol_although_nothing_was_ordered()
    {
        var stage = new RouterMetricStage(new RouterMetricOptions { Universe = ["ETHUSDT", " btcusdt ", "ETHUSDT"] });
        using var frame = new TickFrame { Now = Start };
        stage.Process(frame);
        JsonObject document = Published(frame);
        foreach (string key in RequiredKeys)
        {
            Assert.IsTrue(document.ContainsKey(key), key);
        }

        CollectionAssert.AreEqual((string[])["BTCUSDT", "ETHUSDT"], Symbols(document));
        Assert.AreEqual(0.65, Coerce.Number(document["router_health_score"])!.Value, 1e-12);
        Assert.IsNull(document["maker_fill_rate"]);
        Assert.AreEqual("B_MEDIUM", (string?)document["global"]!["buckets"]!["router"]);
        Assert.AreEqual(document["router_health"]!["global"]!.ToJsonString(), document["global"]!.ToJsonString());
        Assert.IsEmpty(document["per_symbol"]!.AsObject());
        JsonNode row = document["symbols"]![0]!;
        Assert.IsNull(row["quality_score"]);
        Assert.IsNull(row["latency_ms"]);
        Assert.AreEqual(0, (int)Coerce.Number(row["sample_count"])!.Value);
        Assert.AreEqual("ok", (string?)row["policy"]!["quality"]);
        JournalRow history = frame.Rows.Single();
        Assert.AreEqual(JournalFiles.RouterHealth, history.File);
        CollectionAssert.AreEqual((string[])["ts", "snapshot", "router_stats"], history.Payload.Select(member => member.Key).ToArray());
        Assert.AreEqual(document.ToJsonString(), history.Payload["snapshot"]!.ToJsonString());
    }

    [TestMethod]
    public void Risk_reads_the_typed_build_as_it_reads_the_document()
    {
        var random = new Random(3);
        var stage = new RouterMetricStage(new RouterMetricOptions { Universe = ["ADAUSDT", "BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "ZECUSDT", "LTCUSDT"] });
        var modes = new HashSet<string>();
        for (int tick = 0; tick < 300; tick++)
        {
            using var frame = new TickFrame { Now = Start + tick };
            for (int i = 0; i < 10; i++)
            {
                string symbol = new[] { "ADAUSDT", "BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT" }[random.Next(5)];
                frame.Facts.Add(new OrderFact(FeedKind.OrderMetric, frame.Now, symbol, new JsonObject
                {
                    ["symbol"] = symbol,
                    ["ts"] = frame.Now,
                    ["maker_start"] = random.Next(3) > 0,
                    ["is_maker_final"] = random.Next(2) > 0,
                    ["used_fallback"] = tick > 150 || random.Next(2) > 0,
                    ["slippage_bps"] = tick > 250 ? 80 : random.NextDouble() * 6,
                }));
            }

            stage.Process(frame);
            var health = new NavHealth { AgeS = 1, SourcesOk = true, StaleFlags = new Dictionary<string, bool>(), Fresh = true, Stale = false, ThresholdS = 90, CacheTs = null, NavTotal = 1 };
            RiskModeInputs typed = RiskModeInputs.Of(health, 0.01, 0.02, frame.Router!.Document, false);
            RiskModeInputs read = RiskModeInputs.Of(new JsonObject { ["age_s"] = 1, ["sources_ok"] = true }, 0.01, 0.02, frame.RouterHealth, false);
            Assert.AreEqual(read, typed);
            modes.Add(RiskMode.Judge(typed).Reason.Split('=')[0]);
        }

        Assert.IsGreaterThan(1, modes.Count, "the run must reach more than one mode to compare anything");
    }

    [TestMethod]
    public void A_document_is_due_after_the_interval_or_an_order_and_every_frame_carries_the_newest()
    {
        var stage = new RouterMetricStage(new RouterMetricOptions { Universe = ["BTCUSDT"] });
        Assert.AreEqual(1, Tick(stage, Start, []));
        Assert.AreEqual(0, Tick(stage, Start + 59, []));
        Assert.AreEqual(1, Tick(stage, Start + 60, []));
        Assert.AreEqual(0, Tick(stage, Start + 61, [Fact(FeedKind.Candle, Start, new JsonObject())]));
        Assert.AreEqual(1, Tick(stage, Start + 62, [Metric(Start + 62)]));
        Assert.AreEqual(0, Tick(stage, Start + 63, []));
        Assert.AreEqual(0, Tick(stage, Start + 10, []), "a clock that goes back delays");
        Assert.AreEqual(3L, stage.Builds);
        using var frame = new TickFrame { Now = Start + 64 };
        stage.Process(frame);
        Assert.AreEqual(Start + 62, Coerce.Number(frame.RouterHealth!["updated_ts"])!.Value);
        Assert.AreEqual(Start + 62, frame.Router!.Document.UpdatedTs);
        Assert.AreEqual(1, frame.Router.PerSymbol["BTCUSDT"].Effectiveness.SampleCount);
    }

    [TestMethod]
    public void With_an_interval_of_zero_every_tick_publishes()
    {
        var stage = new RouterMetricStage(new RouterMetricOptions { RefreshIntervalSeconds = 0 });
        Assert.AreEqual(3, Tick(stage, Start, []) + Tick(stage, Start, []) + Tick(stage, Start + 0.1, []));
    }

    [TestMethod]
    public void Without_a_universe_the_symbols_seen_are_listed()
    {
        var stage = new RouterMetricStage(RouterMetricOptions.Default);
        using var frame = new TickFrame { Now = Start };
        frame.Facts.Add(Metric(Start, "SOLUSDT"));
        frame.Facts.Add(Metric(Start, "ADAUSDT"));
        stage.Process(frame);
        CollectionAssert.AreEqual((string[])["ADAUSDT", "SOLUSDT"], Symbols(frame.RouterHealth!));
        stage.UpdateUniverse(["XRPUSDT"]);
        using var next = new TickFrame { Now = Start + 60 };
        stage.Process(next);
        CollectionAssert.AreEqual((string[])["XRPUSDT"], Symbols(next.RouterHealth!));
    }

    [TestMethod]
    public void The_offset_follows_the_reliability_and_the_risk_mode_published_before()
    {
        string? mode = null;
        var stage = new RouterMetricStage(new RouterMetricOptions { Universe = ["BTCUSDT"], RefreshIntervalSeconds = 0 }, () => mode);
        Assert.AreEqual(1.52, Offset(stage, Start, []), 1e-9, "nothing published before: least reliable");
        Assert.AreEqual(1.4, Offset(stage, Start + 1, [.. Enumerable.Range(0, 25).Select(_ => Metric(Start))]), 1e-9);
        Assert.AreEqual(3.5, Offset(stage, Start + 2, []), 1e-9, "now the symbol is known as reliable");
        mode = "DEFENSIVE";
        Assert.AreEqual(1.75, Offset(stage, Start + 3, []), 1e-9);
    }

    [TestMethod]
    public void Events_older_than_the_window_leave_and_the_log_tail_is_bounded()
    {
        var stage = new RouterMetricStage(new RouterMetricOptions { Universe = ["BTCUSDT"], MaxRows = 10 });
        Tick(stage, Start, [.. Enumerable.Range(0, 15).Select(i => Metric(Start + i))]);
        using var frame = new TickFrame { Now = Start + 60 };
        stage.Process(frame);
        Assert.AreEqual(10, frame.Router!.Overall.SampleCount);
        using var later = new TickFrame { Now = Start + 8 * 86400 };
        stage.Process(later);
        Assert.AreEqual(0, later.Router!.Overall.SampleCount);
        Assert.IsNull(later.RouterHealth!["maker_fill_rate"]);
    }

    [TestMethod]
    public void A_shorter_effectiveness_window_leaves_the_outcomes_of_seven_days()
    {
        var stage = new RouterMetricStage(new RouterMetricOptions { Universe = ["BTCUSDT"], EffectivenessWindowDays = 1 });
        using var frame = new TickFrame { Now = Start };
        frame.Facts.Add(Metric(Start - 2 * 86400));
        frame.Facts.Add(Metric(Start));
        stage.Process(frame);
        Assert.AreEqual(1, frame.Router!.Overall.SampleCount);
        Assert.AreEqual(2, frame.Router.Document.SymbolStats["BTCUSDT"].OrderCount);
    }

    [TestMethod]
    public void A_restart_seeded_with_the_logs_goes_on_where_the_run_stopped()
    {
        var options = new RouterMetricOptions { Universe = ["BTCUSDT", "ETHUSDT"] };
        var random = new SeededRandom(5);
        var whole = new RouterMetricStage(options);
        var rows = new List<JsonObject>();
        for (int i = 0; i < 60; i++)
        {
            JsonObject row = Metric(Start + i, i % 3 == 0 ? "ETHUSDT" : "BTCUSDT", Math.Round(random.NextUnit() * 9, 2)).Payload;
            rows.Add(row);
            Tick(whole, Start + i, [Fact(FeedKind.OrderMetric, Start + i, row)]);
        }

        var restarted = new RouterMetricStage(options);
        restarted.Seed(rows, null, Start + 59);
        JsonObject expected = Next(whole, Start + 200);
        JsonObject actual = Next(restarted, Start + 200);
        Assert.AreEqual(expected.ToJsonString(), actual.ToJsonString());
    }

    [TestMethod]
    public void The_document_survives_its_way_through_the_file()
    {
        var stage = new RouterMetricStage(new RouterMetricOptions { Universe = ["BTCUSDT"] });
        using var frame = new TickFrame { Now = Start };
        frame.Facts.Add(Metric(Start));
        stage.Process(frame);
        SurfaceWrite write = frame.Surfaces.Single();
        Assert.AreEqual("router_health.json", write.Surface.File);
        Assert.AreEqual(Published(frame).ToJsonString(), frame.RouterHealth!.ToJsonString());
    }

    private static double Offset(RouterMetricStage stage, double now, OrderFact[] facts)
    {
        using var frame = new TickFrame { Now = now };
        frame.Facts.AddRange(facts);
        stage.Process(frame);
        return frame.Router!.PerSymbol["BTCUSDT"].Row.Policy.OffsetBps!.Value;
    }

    private static JsonObject Next(RouterMetricStage stage, double now)
    {
        using var frame = new TickFrame { Now = now };
        stage.Process(frame);
        return frame.RouterHealth!;
    }

    /// <summary>Number of documents that the tick published.</summary>
    private static int Tick(RouterMetricStage stage, double now, OrderFact[] facts)
    {
        using var frame = new TickFrame { Now = now };
        frame.Facts.AddRange(facts);
        stage.Process(frame);
        Assert.IsNotNull(frame.RouterHealth);
        Assert.HasCount(frame.Surfaces.Count, frame.Rows);
        return frame.Surfaces.Count;
    }

    private static JsonObject Published(TickFrame frame)
    {
        SurfaceWrite write = frame.Surfaces.Single();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write.Surface.Write(writer, write.Payload);
        }

        Assert.DoesNotContain("NaN", Encoding.UTF8.GetString(stream.ToArray()));
        return (JsonObject)JsonNodes.Parse(stream.ToArray())!;
    }

    private static string[] Symbols(JsonObject document) =>
        [.. document["symbols"]!.AsArray().Select(row => (string)row!["symbol"]!)];

    private static OrderFact Metric(double ts, string symbol = "BTCUSDT", double slippage = 1) => Fact(FeedKind.OrderMetric, ts, new JsonObject
    {
        ["symbol"] = symbol,
        ["ts"] = ts,
        ["maker_start"] = true,
        ["is_maker_final"] = true,
        ["used_fallback"] = false,
        ["slippage_bps"] = slippage,
    });

    private static OrderFact Fact(FeedKind kind, double ts, JsonObject row) => new(kind, ts, Coerce.Symbol(row["symbol"]), row);
}
