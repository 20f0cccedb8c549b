using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Intel;

namespace HedgeFlow.Tests.Stages.Intel;

[TestClass]
public sealed class IntelStageTests
{
    private const double Start = 1765584000;

    private static readonly IntelOptions AllOn = new() { Enabled = true, AutotuneEnabled = true, AllocatorEnabled = true };

    [TestMethod]
    public void The_scores_are_part_of_every_frame_from_the_first_on()
    {
        var stage = new IntelStage(new IntelOptions());
        for (int i = 0; i < 3; i++)
        {
            Dictionary<string, JsonNode> files = Tick(stage, Start + i);
            CollectionAssert.AreEqual(new[] { "symbol_scores_v6.json" }, files.Keys.ToArray());
            Assert.AreEqual(
                $$"""{"updated_ts":{{Start + i}},"symbols":[],"intel_enabled":false}""", files["symbol_scores_v6.json"].ToJsonString());
        }
    }

    [TestMethod]
    public void A_run_publishes_its_surfaces_and_later_frames_repeat_the_scores()
    {
        var stage = new IntelStage(AllOn, Config);
        Dictionary<string, JsonNode> first = Tick(stage, Start, Close("BTCUSDT", 5, Start));
        CollectionAssert.AreEquivalent(
            new[]
            {
                "expectancy_v6.json", "router_policy_suggestions_v6.json", "risk_allocation_suggestions_v6.json", "symbol_scores_v6.json",
            },
            first.Keys.ToArray());
        Assert.AreEqual(5, Coerce.Number(first["expectancy_v6.json"]["symbols"]?["BTCUSDT"]?["expectancy"]));
        Assert.AreEqual(1000, Coerce.Number(first["expectancy_v6.json"]["metadata"]?["nav_snapshot"]?["nav"]));
        Assert.AreEqual(1000, Coerce.Number(first["risk_allocation_suggestions_v6.json"]["global"]?["current_equity_usd"]));
        Assert.AreEqual(0.9, Coerce.Number(first["risk_allocation_suggestions_v6.json"]["symbols"]?[0]?["suggested_weight"]));

        Dictionary<string, JsonNode> next = Tick(stage, Start + 1);
        CollectionAssert.AreEqual(new[] { "symbol_scores_v6.json" }, next.Keys.ToArray());
        Assert.AreEqual(first["symbol_scores_v6.json"].ToJsonString(), next["symbol_scores_v6.json"].ToJsonString());
    }

    [TestMethod]
    public void A_run_under_way_holds_up_no_frame_and_works_on_the_inputs_it_started_with()
    {
        Action? run = null;
        var done = new TaskCompletionSource();
        var stage = new IntelStage(AllOn, Config, background: action =>
        {
            run = action;
            return done.Task;
        });
        Assert.AreEqual(1, Tick(stage, Start, Close("BTCUSDT", 5, Start)).Count);
        Assert.AreEqual(1, Tick(stage, Start + 700, Close("ETHUSDT", 1, Start)).Count, "due again, but one run at a time");
        run!();
        done.SetResult();

        Dictionary<string, JsonNode> files = Tick(stage, Start + 701);
        JsonNode expectancy = files["expectancy_v6.json"];
        Assert.AreEqual(Start, Coerce.Number(expectancy["updated_ts"]));
        Assert.AreEqual(1, Coerce.Number(expectancy["sample_count"]));
        Assert.AreEqual(Start, Coerce.Number(files["symbol_scores_v6.json"]["updated_ts"]));
    }

    [TestMethod]
    public void A_restart_seeded_from_the_logs_goes_on_where_the_first_process_was()
    {
        JsonObject[] orders = [.. Enumerable.Range(0, 30).Select(i => CloseRow($"S{i % 3}", i - 10.5, Start - i * 60, $"a{i}"))];
        JsonObject[] metrics =
        [
            .. Enumerable.Range(0, 30).Select(i => new JsonObject { ["attempt_id"] = $"a{i}", ["ts"] = Start - i * 60, ["slippage_bps"] = i % 7 }),
        ];
        var restarted = new IntelStage(AllOn, Config);
        restarted.Seed(orders, metrics);
        var running = new IntelStage(AllOn, Config);
        OrderFact[] facts =
        [
            .. orders.Select(row => new OrderFact(FeedKind.OrderClose, Start, "", row)),
            .. metrics.Select(row => new OrderFact(FeedKind.OrderMetric, Start, "", row)),
        ];
        Assert.AreEqual(
            Tick(running, Start, facts)["expectancy_v6.json"].ToJsonString(), Tick(restarted, Start)["expectancy_v6.json"].ToJsonString());
    }

    [TestMethod]
    public void After_a_restart_the_allocator_takes_the_routing_suggestions_of_the_file()
    {
        var stage = new IntelStage(AllOn with { AutotuneEnabled = false }, Config);
        var policy = (JsonObject)JsonNode.Parse("""{"symbols":[{"symbol":"BTCUSDT","quality":"good","regime":"maker_strong"}]}""")!;
        stage.Seed([], [], policy);
        JsonNode row = Tick(stage, Start, Close("BTCUSDT", 5, Start))["risk_allocation_suggestions_v6.json"]["symbols"]![0]!;
        Assert.AreEqual("maker_strong", Coerce.Text(row["expectancy"]?["regime"]));
    }

    [TestMethod]
    public void A_failing_further_step_is_counted_and_stops_nothing()
    {
        var faults = new List<string>();
        var stage = new IntelStage(AllOn, Config, [new BrokenStep(inPrepare: true), new BrokenStep(inPrepare: false)], onFault: (step, _) => faults.Add(step));
        Assert.AreEqual(4, Tick(stage, Start).Count);
        CollectionAssert.AreEqual(new[] { "broken", "broken" }, faults);
        Assert.AreEqual(2, stage.Faults);
    }

    [TestMethod]
    public void Further_steps_run_once_per_run()
    {
        int calls = 0;
        var stage = new IntelStage(AllOn with { AutotuneEnabled = false, AllocatorEnabled = false }, Config, [new CountingStep(() => ++calls)]);
        Tick(stage, Start);
        Assert.AreEqual(1, calls);
        Tick(stage, Start + 600);
        Assert.AreEqual(2, calls);
    }

    [TestMethod]
    public void The_router_health_of_the_frame_reaches_the_scores()
    {
        var stage = new IntelStage(AllOn, Config);
        var health = (JsonObject)JsonNode.Parse("""{"symbols":[{"symbol":"ETHUSDT","maker_fill_rate":0.9,"fallback_rate":0.1}]}""")!;
        using var frame = new TickFrame { Now = Start, RouterHealth = health };
        Dictionary<string, JsonNode> files = Run(stage, frame);
        Assert.AreEqual("ETHUSDT", Coerce.Text(files["symbol_scores_v6.json"]["symbols"]?[0]?["symbol"]));
        Assert.AreEqual("ETHUSDT", Coerce.Text(files["router_policy_suggestions_v6.json"]["symbols"]?[0]?["symbol"]));
        Assert.IsNotNull(stage.Suggestions.Suggestion("ETHUSDT"));
    }

    [TestMethod]
    public void The_universe_is_published_at_its_own_pace_even_while_intel_is_off()
    {
        var published = new List<double>();
        var stage = new IntelStage(new IntelOptions(), universe: frame => published.Add(frame.Now));
        foreach (double offset in new[] { 0.0, 299, 300, 301, 600 })
        {
            Tick(stage, Start + offset);
        }

        CollectionAssert.AreEqual(new[] { Start, Start + 300, Start + 600 }, published);
    }

    [TestMethod]
    public void Blank_intervals_are_defaults_and_zero_is_every_tick()
    {
        IntelOptions options = IntelOptions.FromEnvironment(name => name switch
        {
            "INTEL_V6_ENABLED" => " On ",
            "INTEL_V6_REFRESH_INTERVAL_S" => "0",
            "ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S" => " ",
            "FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S" => "soon",
            _ => null,
        });
        Assert.AreEqual(new IntelOptions { Enabled = true, IntervalS = 0 }, options);
    }

    private static IntelConfig Config() => new(JsonNode.Parse("""{"universe":[{"symbol":"BTCUSDT"}]}"""), null, null);

    private static Dictionary<string, JsonNode> Tick(IntelStage stage, double now, params OrderFact[] facts)
    {
        using var frame = new TickFrame { Now = now, Equity = 1000 };
        frame.Facts.AddRange(facts);
        return Run(stage, frame);
    }

    private static Dictionary<string, JsonNode> Run(IntelStage stage, TickFrame frame)
    {
        stage.Process(frame);
        return frame.Surfaces.ToDictionary(write => write.Surface.File, write =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                write.Surface.Write(writer, write.Payload);
            }

            return JsonNodes.Parse(buffer.WrittenSpan)!;
        });
    }

    private static OrderFact Close(string symbol, double pnl, double ts) =>
        new(FeedKind.OrderClose, ts, symbol, CloseRow(symbol, pnl, ts, null));

    private static JsonObject CloseRow(string symbol, double pnl, double ts, string? attempt) => new()
    {
        ["event_type"] = "order_close",
        ["symbol"] = symbol,
        ["ts_close"] = ts,
        ["realizedPnlUsd"] = pnl,
        ["attempt_id"] = attempt,
    };

    private sealed class BrokenStep(bool inPrepare) : IIntelStep
    {
        public string Name => "broken";

        public void Observe(OrderFact fact)
        {
        }

        public Action<IntelPass> Prepare(double now) =>
            inPrepare ? throw new InvalidOperationException() : _ => throw new InvalidOperationException();
    }

    private sealed class CountingStep(Action onRun) : IIntelStep
    {
        public string Name => "counting";

        public void Observe(OrderFact fact)
        {
        }

        public Action<IntelPass> Prepare(double now) => _ => onRun();
    }
}
