using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Publish;

[TestClass]
public sealed class TickPublisherTests
{
    private const double Start = PublisherBench.Start;

    [TestMethod]
    public void Every_payload_of_a_tick_fits_its_schema()
    {
        using var bench = new PublisherBench(PublisherBench.Defaults with { KpiIntervalSeconds = 0, UsdZar = 18.5 });

        bench.Tick(Start, 1000, [PublisherBench.Row("BTCUSDT", 0.5), PublisherBench.Row("ETHUSDT", -2)]);

        foreach ((string file, JsonNode? document) in bench.Files)
        {
            JsonObject schema = SurfaceSchema.Of(StateCatalog.OfFile(file)!)!;
            Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(schema, document)), file);
        }

        Assert.AreEqual("", string.Join("; ", SurfaceInvariants.Violations(file => bench.Files.GetValueOrDefault(file))));
    }

    [TestMethod]
    public void The_key_order_of_a_file_is_that_of_its_type()
    {
        using var bench = new PublisherBench();

        bench.Tick(Start, 1000);

        string[] written = [.. bench.Nav.Select(member => member.Key)];
        string[] declared = [.. NavState.Surface.TypeInfo.Properties.Where(property => property.Get is not null).Select(property => property.Name)];
        CollectionAssert.AreEqual(declared, written);
    }

    [TestMethod]
    public void A_NAV_that_cannot_be_read_leaves_the_last_good_one_marked()
    {
        using var bench = new PublisherBench();
        bench.Tick(Start, 1000);

        bench.Tick(Start + 10);

        Assert.AreEqual(1000, (double)bench.Nav["nav"]!);
        Assert.AreEqual(10, (double)bench.Nav["nav_age_s"]!);
        Assert.IsFalse((bool)bench.Nav["sources_ok"]!);
        Assert.AreEqual("cache", (string)bench.Nav["source"]!);
        Assert.HasCount(1, (JsonArray)bench.Nav["series"]!);
    }

    [TestMethod]
    public void Before_any_NAV_it_is_zero_and_stale()
    {
        using var bench = new PublisherBench();

        bench.Tick(Start);

        Assert.AreEqual(0, (double)bench.Nav["nav"]!);
        Assert.IsTrue((bool)bench.Nav["stale"]!);
        Assert.AreEqual("unavailable", (string)bench.Nav["source"]!);
        Assert.AreEqual(0, (double)bench.Files["synced_state.json"]!["nav"]!);
    }

    [TestMethod]
    public void A_restart_continues_log_peak_and_last_good_NAV()
    {
        using var first = new PublisherBench();
        first.Tick(Start, 1200);
        first.Tick(Start + 1, 1000);
        using var second = new PublisherBench(caches: first.Caches);

        second.Tick(Start + 2);

        Assert.AreEqual(1200, (double)second.Nav["peak_equity"]!);
        Assert.AreEqual(1000, (double)second.Nav["nav"]!);
        Assert.HasCount(2, (JsonArray)second.Nav["series"]!);
        Assert.AreEqual(200, (double)second.Nav["drawdown_abs"]!);
    }

    [TestMethod]
    public void Without_a_stored_peak_the_log_gives_it()
    {
        using var bench = new PublisherBench(caches: new TickCaches(new JsonArray(
            new JsonObject { ["t"] = Start - 20, ["nav"] = 1500.0 }, new JsonObject { ["t"] = Start - 10, ["nav"] = 900.0 })));

        bench.Tick(Start, 1000);

        Assert.AreEqual(1500, (double)bench.Nav["peak_equity"]!);
    }

    [TestMethod]
    public void Realised_PnL_of_the_day_survives_a_restart_and_ends_at_midnight()
    {
        double midnight = 1764028800;
        using var first = new PublisherBench();
        first.Tick(midnight - 200, 1000, facts: [Close(midnight - 201, 5)]);
        using var second = new PublisherBench(caches: first.Caches);
        second.Tick(midnight - 100, 1000, facts: [Close(midnight - 101, 7)]);
        Assert.AreEqual(12, (double)second.Nav["realized_pnl_today"]!);

        second.Tick(midnight + 1, 1000, facts: [Close(midnight, 3)]);

        Assert.AreEqual(3, (double)second.Nav["realized_pnl_today"]!);
    }

    [TestMethod]
    public void Contract_v7_agent_has_a_list_at_the_root_of_positions()
    {
        using var bench = new PublisherBench(PublisherBench.Defaults with { Contract = ContractProfile.V7Agent });

        bench.Tick(Start, 1000, [PublisherBench.Row("BTCUSDT", 1)]);

        Assert.HasCount(1, (JsonArray)bench.Files["positions.json"]!);
    }

    [TestMethod]
    public void Contract_v6_has_the_time_of_the_last_point_in_nav()
    {
        using var bench = new PublisherBench(PublisherBench.Defaults with { Contract = ContractProfile.V6 });
        bench.Tick(Start, 1000);

        bench.Tick(Start + 5);

        Assert.AreEqual("2025-11-24T16:00:00+00:00", (string)bench.Nav["updated_at"]!);
        Assert.AreEqual(Start + 5, (double)bench.Nav["updated_ts"]!);
    }

    [TestMethod]
    public void The_probe_comes_with_the_first_tick_and_then_at_its_interval()
    {
        using var bench = new PublisherBench();

        Assert.Contains("v6_runtime_probe.json", bench.Tick(Start, 1));
        Assert.DoesNotContain("v6_runtime_probe.json", bench.Tick(Start + 299, 1));
        Assert.Contains("v6_runtime_probe.json", bench.Tick(Start + 300, 1));
    }

    [TestMethod]
    public void The_surfaces_of_a_tick_come_in_the_contract_order()
    {
        using var bench = new PublisherBench();

        string[] order = [.. bench.Tick(Start, 1).Where(file => StateCatalog.OfFile(file)!.Producer == "publish, every tick")];

        CollectionAssert.AreEqual(
            new[] { "nav.json", "positions_state.json", "positions.json", "positions_ledger.json", "diagnostics.json", "engine_metadata.json", "synced_state.json" },
            order);
    }

    [TestMethod]
    public void Positions_and_ledger_of_a_tick_carry_the_same_time()
    {
        using var bench = new PublisherBench();

        bench.Tick(Start + 0.25, 1000, [PublisherBench.Row("BTCUSDT", 1)]);

        Assert.AreEqual((string)bench.Files["positions_state.json"]!["updated_at"]!, (string)bench.Ledger["updated_at"]!);
    }

    [TestMethod]
    public void Counters_follow_the_facts()
    {
        using var bench = new PublisherBench();

        bench.Tick(Start, 1000, facts:
        [
            PublisherBench.Fact(FeedKind.Intent, Start, "A", new JsonObject { ["symbol"] = "A", ["signal"] = "BUY" }),
            PublisherBench.Fact(FeedKind.RiskVeto, Start, "A", new JsonObject { ["veto_reason"] = "symbol_cap" }),
            PublisherBench.Fact(FeedKind.OrderAck, Start, "A", new JsonObject { ["orderId"] = 1 }),
            PublisherBench.Fact(FeedKind.OrderFill, Start, "A", new JsonObject { ["orderId"] = 1, ["executedQty"] = 1, ["status"] = "FILLED" }),
        ]);

        JsonNode counters = bench.Diagnostics["veto_counters"]!;
        Assert.AreEqual(1, (long)counters["total_signals"]!);
        Assert.AreEqual(1, (long)counters["total_orders"]!);
        Assert.AreEqual(1, (long)counters["by_reason"]!["symbol_cap"]!);
        Assert.AreEqual(1, (double)bench.Nav["exec_stats"]!["fill_rate"]!);
    }

    [TestMethod]
    public void What_the_publisher_lost_is_shown()
    {
        using var bench = new PublisherBench();
        bench.Publisher.Counters.WriteFailed("nav.json");
        bench.Publisher.Counters.AddDropped(3);

        bench.Tick(Start, 1000);

        JsonNode publisher = bench.Files["diagnostics.json"]!["publisher"]!;
        Assert.AreEqual(1, (long)publisher["state_write_failures"]!["nav.json"]!);
        Assert.AreEqual(3, (long)publisher["queue_dropped"]!);
    }

    [TestMethod]
    public void Slow_surfaces_have_their_empty_shape_at_their_cadence_until_their_stage_publishes()
    {
        const string file = "expectancy_v6.json";
        using var bench = new PublisherBench();
        Assert.Contains(file, bench.Tick(Start, 1000));
        Assert.DoesNotContain(file, bench.Tick(Start + 599, 1000));
        Assert.Contains(file, bench.Tick(Start + 600, 1000));
        Assert.AreEqual(Start + 600, (double)bench.Files[file]!["updated_ts"]!);

        bench.Tick(Start + 601, 1000, before: frame => frame.Surfaces.Add(ExpectancyV6State.Surface.With(new JsonObject())));

        Assert.DoesNotContain(file, bench.Tick(Start + 1300, 1000));
    }

    [TestMethod]
    public void A_file_of_an_earlier_run_stays()
    {
        using var bench = new PublisherBench(PublisherBench.Defaults with { KeptFiles = new HashSet<string> { "rv_momentum.json" } });

        Assert.DoesNotContain("rv_momentum.json", bench.Tick(Start, 1000));
    }

    [TestMethod]
    public void The_same_ticks_give_the_same_bytes()
    {
        Assert.AreEqual(Run(), Run());

        static string Run()
        {
            using var bench = new PublisherBench();
            var text = new System.Text.StringBuilder();
            for (int i = 0; i < 20; i++)
            {
                bench.Tick(Start + i, 1000 + Math.Sin(i), [PublisherBench.Row("B", i + 1), PublisherBench.Row("A", -1 - i)]);
                foreach (SurfaceWrite write in bench.Frame.Surfaces)
                {
                    text.Append(System.Text.Encoding.UTF8.GetString(PublisherBench.Bytes(write)));
                }
            }

            return text.ToString();
        }
    }

    private static OrderFact Close(double ts, double pnl) =>
        PublisherBench.Fact(FeedKind.OrderClose, ts, "A", new JsonObject { ["symbol"] = "A", ["realizedPnlUsd"] = pnl });
}
