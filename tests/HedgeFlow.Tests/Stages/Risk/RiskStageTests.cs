using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Risk;

[TestClass]
public sealed class RiskStageTests
{
    private const double Start = 1_764_000_000;

    private static readonly ConfigurationSet Shipped = ConfigurationSet.Load(Path.Combine(Repository.Root, "config")).Set!;

    [TestMethod]
    public void The_first_tick_publishes_a_complete_snapshot_and_health_for_the_whole_universe()
    {
        RiskStage stage = New();
        using TickFrame frame = Frame(Start, 10000);
        stage.Process(frame);
        Assert.HasCount(8, frame.RiskSnapshot!["symbols"]!.AsArray());
        Assert.AreEqual("OK", Coerce.Text(frame.RiskSnapshot["risk_mode"]));
        Assert.AreEqual("NORMAL", Coerce.Text(frame.RiskSnapshot["dd_state"]!["state"]));
        Assert.AreEqual(0, frame.RiskSnapshot["anomalies"]!.AsObject().Count);
        Assert.AreEqual(0.0, Coerce.Number(frame.RiskSnapshot["var"]!["portfolio_var_nav_pct"]));
        CollectionAssert.AreEquivalent(
            new[] { "risk_snapshot.json", "execution_health.json" }, frame.Surfaces.Select(write => write.Surface.File).ToArray());
    }

    [TestMethod]
    public void Between_builds_the_last_snapshot_is_published_again_with_its_own_time()
    {
        RiskStage stage = New();
        using TickFrame first = Frame(Start, 10000);
        stage.Process(first);
        using TickFrame second = Frame(Start + 119, 9000);
        stage.Process(second);
        Assert.AreEqual(Start, Coerce.Number(second.RiskSnapshot!["updated_ts"]));
        CollectionAssert.AreEqual(new[] { "risk_snapshot.json" }, second.Surfaces.Select(write => write.Surface.File).ToArray());
        CollectionAssert.AreEqual(Bytes(first.Surfaces.Single(w => w.Surface == RiskSnapshotState.Surface)), Bytes(second.Surfaces[0]));

        using TickFrame third = Frame(Start + 120, 9000);
        stage.Process(third);
        Assert.AreEqual(Start + 120, Coerce.Number(third.RiskSnapshot!["updated_ts"]));
        Assert.AreEqual(0.1, Coerce.Number(third.RiskSnapshot["dd_frac"])!.Value, 1e-12);
        Assert.AreEqual("cautious", Coerce.Text(third.RiskSnapshot["dd_state"]!["dd_state"]));
    }

    [TestMethod]
    public void An_order_forces_a_build_and_a_veto_does_not()
    {
        RiskStage stage = New();
        using TickFrame first = Frame(Start, 10000);
        stage.Process(first);
        using TickFrame vetoed = Frame(Start + 1, 10000, Fact(FeedKind.RiskVeto, Start + 1, """{"symbol":"BTCUSDT","veto_reason":"cooldown"}"""));
        stage.Process(vetoed);
        Assert.AreEqual(1, stage.Builds);
        using TickFrame ordered = Frame(Start + 2, 10000, Fact(FeedKind.OrderAck, Start + 2, """{"symbol":"BTCUSDT"}"""));
        stage.Process(ordered);
        Assert.AreEqual(2, stage.Builds);
        JsonNode btc = ordered.RiskSnapshot!["symbols"]!.AsArray().Single(row => Coerce.Text(row!["symbol"]) == "BTCUSDT")!;
        Assert.AreEqual("cooldown", Coerce.Text(btc["events"]!["risk_gates"]![0]!["reason"]));
    }

    [TestMethod]
    public void A_deep_fall_trips_the_breaker_and_the_state_recovers_through_recovery()
    {
        RiskStage stage = New(new RiskOptions { IntervalSeconds = 0 });
        var states = new List<string>();
        double now = Start;
        foreach (double nav in (double[])[10000, 8700, 9500, 9600, 10100])
        {
            using TickFrame frame = Frame(now += 60, nav);
            stage.Process(frame);
            states.Add($"{Coerce.Text(frame.RiskSnapshot!["dd_state"]!["state"])}:{Coerce.Boolean(frame.RiskSnapshot["circuit_breaker"]!["active"])}");
        }

        CollectionAssert.AreEqual(new[] { "NORMAL:False", "DRAWDOWN:True", "RECOVERY:False", "RECOVERY:False", "NORMAL:False" }, states);
    }

    [TestMethod]
    public void A_restart_continues_state_peak_and_transitions()
    {
        RiskStage before = New(new RiskOptions { IntervalSeconds = 0 });
        using TickFrame high = Frame(Start, 10000);
        using TickFrame low = Frame(Start + 60, 8000);
        before.Process(high);
        before.Process(low);
        CacheDocument cache = low.Caches.Single();
        JsonNode carry = JsonNodes.Parse(Bytes(new SurfaceWrite(cache.Document, cache.Payload)))!;
        var after = new RiskStage(
            new RiskOptions { IntervalSeconds = 0 }, () => Shipped, new RiskSeed { Peak = 10000, NavHistory = [10000, 8000], Carry = carry });
        using TickFrame next = Frame(Start + 120, 9500);
        after.Process(next);
        Assert.AreEqual("RECOVERY", Coerce.Text(next.RiskSnapshot!["dd_state"]!["state"]));
        Assert.AreEqual("DRAWDOWN", Coerce.Text(next.RiskSnapshot["dd_state"]!["previous_state"]));
        Assert.HasCount(2, next.RiskSnapshot["dd_state"]!["transitions"]!.AsArray());
        Assert.AreEqual(10000.0, Coerce.Number(next.RiskSnapshot["drawdown"]!["peak"]));
    }

    [TestMethod]
    public void Without_an_account_the_book_is_halted_and_nothing_is_made_up()
    {
        RiskStage stage = New();
        using TickFrame frame = Frame(Start, double.NaN);
        stage.Process(frame);
        Assert.AreEqual("HALTED", Coerce.Text(frame.RiskSnapshot!["risk_mode"]));
        Assert.IsNull(frame.RiskSnapshot["dd_frac"]);
        Assert.IsNull(frame.RiskSnapshot["var"]!["portfolio_var_usd"]);
        Assert.IsTrue(Coerce.Boolean(frame.RiskSnapshot["var"]!["within_limit"]));
    }

    [TestMethod]
    public void A_failed_configuration_halts()
    {
        var stage = new RiskStage(RiskOptions.Default, () => ConfigurationSet.Empty with { Limits = RiskLimits.Failed });
        using TickFrame frame = Frame(Start, 10000);
        stage.Process(frame);
        Assert.AreEqual("risk_config_load_failed", Coerce.Text(frame.RiskSnapshot!["risk_mode_reason"]));
    }

    [TestMethod]
    public void A_loss_of_today_raises_flags_and_one_alert_an_interval()
    {
        RiskStage stage = New();
        using TickFrame first = Frame(Start, 10000, Fact(FeedKind.OrderClose, Start, """{"symbol":"BTCUSDT","realizedPnlUsd":-400}"""));
        Hold(first, "BTCUSDT");
        stage.Process(first);
        JsonNode risk = first.RiskSnapshot!["symbols"]!.AsArray().Single(row => Coerce.Text(row!["symbol"]) == "BTCUSDT")!["risk"]!;
        Assert.AreEqual(-4.0, Coerce.Number(risk["dd_today_pct"])!.Value, 1e-12);
        Assert.AreEqual("""["dd_warning","dd_kill_threshold"]""", risk["risk_flags"]!.ToJsonString());
        Assert.HasCount(1, first.Rows);
        using TickFrame soon = Frame(Start + 59, 10000);
        Hold(soon, "BTCUSDT");
        stage.Process(soon);
        Assert.IsEmpty(soon.Rows);
        using TickFrame later = Frame(Start + 60, 10000);
        Hold(later, "BTCUSDT");
        stage.Process(later);
        Assert.HasCount(1, later.Rows);
    }

    [TestMethod]
    public void A_jump_of_the_nav_shows_once()
    {
        RiskStage stage = New(new RiskOptions { IntervalSeconds = 0 });
        var raised = new List<bool>();
        double now = Start;
        foreach (double nav in (double[])[10000, 45000, 45000])
        {
            using TickFrame frame = Frame(now += 60, nav);
            stage.Process(frame);
            raised.Add(frame.RiskSnapshot!["anomalies"]!.AsObject().ContainsKey("nav_jump"));
        }

        CollectionAssert.AreEqual(new[] { false, true, false }, raised);
    }

    [TestMethod]
    public void The_same_ticks_give_the_same_bytes()
    {
        Assert.AreEqual(Run(), Run());

        static string Run()
        {
            var router = new RouterMetricStage(new RouterMetricOptions { Universe = [.. Shipped.Universe.Symbols] });
            RiskStage stage = New();
            var text = new System.Text.StringBuilder();
            foreach (TickFrame frame in RecordedFrames.Read(RecordedFrames.Demo))
            {
                using (frame)
                {
                    router.Process(frame);
                    stage.Process(frame);
                    foreach (SurfaceWrite write in frame.Surfaces)
                    {
                        text.Append(System.Text.Encoding.UTF8.GetString(Bytes(write)));
                    }
                }
            }

            Assert.IsGreaterThan(1, stage.Builds);
            Assert.AreEqual(0, stage.Faults);
            return text.ToString();
        }
    }

    [TestMethod]
    public void Garbage_in_any_fact_never_throws_and_never_reaches_a_file_as_a_non_finite_number() =>
        Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var garbage = new GarbageJson(seed);
            RiskStage stage = New(new RiskOptions { IntervalSeconds = 0 });
            double now = Start;
            for (int i = 0; i < 4; i++)
            {
                using TickFrame frame = Frame(now += garbage.Index(100), garbage.Number());
                frame.SnapshotTs = garbage.Number();
                foreach (FeedKind kind in Enum.GetValues<FeedKind>().Where(kind => kind != FeedKind.Snapshot))
                {
                    frame.Facts.Add(new OrderFact(kind, garbage.Number(), garbage.Chance(0.7) ? "BTCUSDT" : garbage.Text(), garbage.Object(
                    [
                        "symbol", "ts", "close", "interval", "closed", "avgPrice", "executedQty", "realizedPnlUsd", "fee_total", "orderId", "decision", "route",
                        "event", "veto_reason", "gate", "thresholds", "observations", "reason", "classification", "component", "position_size_after",
                        "take_profit_price", "attempt_id", "positionSide", "is_maker_final",
                    ])));
                }

                for (int p = garbage.Index(3); p > 0; p--)
                {
                    frame.Positions.Add(new PositionRow { Symbol = "BTCUSDT", Qty = garbage.Number(), Entry = garbage.Number(), Mark = garbage.Number(), Notional = garbage.Number() });
                }

                frame.RouterHealth = garbage.Object(["summary", "symbols", "per_symbol"]);
                stage.Process(frame);
                Assert.AreEqual(0, stage.Faults);
                Assert.IsNotNull(frame.RiskSnapshot);
                foreach (SurfaceWrite write in frame.Surfaces)
                {
                    Assert.IsNull(GarbageJson.NonFinite(JsonNodes.Parse(Bytes(write))));
                }
            }
        }).QuickCheckThrowOnFailure();

    internal static byte[] Bytes(SurfaceWrite write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write.Surface.Write(writer, write.Payload);
        }

        return stream.ToArray();
    }

    private static RiskStage New(RiskOptions? options = null) => new(options ?? RiskOptions.Default, () => Shipped);

    private static TickFrame Frame(double now, double equity, params ReadOnlySpan<OrderFact> facts)
    {
        var frame = new TickFrame { Now = now, SnapshotTs = now, Equity = equity, SourcesOk = true, Source = "replay" };
        frame.Facts.AddRange(facts);
        return frame;
    }

    private static void Hold(TickFrame frame, string symbol) => frame.Positions.Add(new PositionRow
    {
        Symbol = symbol,
        ExchangeSide = "LONG",
        Qty = 1,
        Entry = 100,
        Mark = 100,
        Notional = 100,
    });

    private static OrderFact Fact(FeedKind kind, double ts, string json)
    {
        var row = (JsonObject)JsonNodes.TryParse(json, out _)!;
        return new OrderFact(kind, ts, Coerce.Symbol(row["symbol"]), row);
    }
}
