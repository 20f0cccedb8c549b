using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Publish;

[TestClass]
public sealed class PublishPropertyTests
{
    private const double Now = PublisherBench.Start;

    private static readonly string[] RowKeys =
    [
        "symbol", "side", "positionSide", "position_side", "qty", "positionAmt", "amount", "entryPrice", "entry_price", "markPrice", "mark_price",
        "unrealized", "unRealizedProfit", "realized_pnl", "leverage", "updated_at", "created_ts", "updateTime", "tp_sl",
    ];

    private static readonly string[] FactKeys =
    [
        "symbol", "signal", "positionSide", "attempt_id", "take_profit_price", "stop_loss_price", "veto_reason", "orderId", "clientOrderId",
        "executedQty", "status", "realizedPnlUsd", "position_size_before", "position_size_after", "reduceOnly", "is_stop_loss",
    ];

    [TestMethod]
    public void Whatever_the_feed_holds_every_surface_fits_its_schema_and_the_invariants_hold() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        using var bench = new PublisherBench(PublisherBench.Defaults with { KpiIntervalSeconds = 0, TpSlSeed = garbage.Chance(0.5) ? new TpSlSeed() : null });
        for (int tick = 0; tick < 4; tick++)
        {
            PositionRow[] rows = Rows(garbage, out _);
            OrderFact[] facts = [.. Enumerable.Range(0, garbage.Index(6)).Select(_ => new OrderFact(
                (FeedKind)(1 + garbage.Index(9)), Now + garbage.Index(5), garbage.Chance(0.5) ? "A" : "", garbage.Object(FactKeys)))];
            bench.Tick(Now + tick, garbage.Number(), rows, facts);
        }

        foreach ((string file, JsonNode? document) in bench.Files)
        {
            IReadOnlyList<string> violations = SchemaCheck.Violations(SurfaceSchema.Of(StateCatalog.OfFile(file)!)!, document);
            Assert.AreEqual("", string.Join("; ", violations), file);
        }

        Assert.AreEqual("", string.Join("; ", SurfaceInvariants.Violations(file => bench.Files.GetValueOrDefault(file))));
        double coverage = (double)bench.Diagnostics["exit_pipeline"]!["tp_sl_coverage_pct"]!;
        Assert.IsTrue(coverage is >= 0 and <= 1, $"coverage {coverage}");
    });

    [TestMethod]
    public void Exposures_of_anything_have_gross_above_net_and_largest() => ForSeeds(seed =>
    {
        var exposures = Exposures.Of(Rows(new GarbageJson(seed), out RawPosition[] raw));
        Assert.IsGreaterThanOrEqualTo(Math.Abs(exposures.Net), exposures.Gross);
        Assert.IsGreaterThanOrEqualTo(exposures.Largest, exposures.Gross);
        exposures = Exposures.Of(raw);
        Assert.IsGreaterThanOrEqualTo(Math.Abs(exposures.Net), exposures.Gross);
        Assert.IsGreaterThanOrEqualTo(exposures.Largest, exposures.Gross);
    });

    [TestMethod]
    public void Normalising_normalised_rows_changes_nothing() => ForSeeds(seed =>
    {
        PositionRow[] once = Rows(new GarbageJson(seed), out _);
        string first = Published(once);
        JsonNode published = JsonNode.Parse(first)!;
        var raw = new List<RawPosition>();
        foreach (JsonNode? row in (JsonArray)published)
        {
            ((JsonObject)row!)["updated_at"] = row["ts"]!.DeepClone();
            Assert.IsTrue(RawPositionReader.Read(row, out RawPosition position));
            raw.Add(position);
        }

        using var again = new PooledList<PositionRow>();
        int quarantined = new PositionNormalizer().Normalize([.. raw], new Dictionary<string, double>(), Now, again);
        Assert.AreEqual(0, quarantined);
        Assert.AreEqual(first, Published(again.Span));
    });

    [TestMethod]
    public void A_fraction_is_between_0_and_1_and_stays_what_it_is() => ForSeeds(seed =>
    {
        if (Fractions.NormalizePercentage(new GarbageJson(seed).Value(1)) is { } fraction)
        {
            Assert.IsTrue(fraction is >= 0 and <= 1, $"{fraction}");
            Assert.AreEqual(fraction, Fractions.NormalizePercentage(fraction));
        }
    });

    [TestMethod]
    public void Drawdown_is_a_percentage_and_the_peak_never_falls() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var days = new DayClock("Europe/Berlin");
        var guard = new NavAnomalyGuard { Enabled = garbage.Chance(0.5) };
        PeakRecord? peak = garbage.Chance(0.5) ? PeakRecord.Read(garbage.Object(["day", "peak", "nav", "realized_pnl_today"])) : null;
        for (int i = 0; i < 10; i++)
        {
            double before = peak?.Peak ?? 0;
            peak = PeakTracker.Next(garbage.Number(), garbage.Number(), peak, Now + i * 7200, days, guard);
            Assert.IsGreaterThanOrEqualTo(before, peak.Peak);
            Assert.IsTrue(peak.DdPct is >= 0 and <= 100 && peak.DdFrac is >= 0 and <= 1, $"{peak}");
            Assert.IsTrue(peak.Peak >= Math.Max(0, peak.Nav) || guard.Holds(before, peak.Nav), $"{peak}");
        }
    });

    [TestMethod]
    public void A_log_grown_point_by_point_publishes_what_a_log_read_at_once_does() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var options = new NavLogOptions
        {
            MaxPoints = 1 + garbage.Index(20),
            SeriesPoints = 1 + garbage.Index(12),
            CutoffSecondsAgo = garbage.Chance(0.3) ? "20" : null,
        };
        using var grown = new NavLog(new JsonArray(), options);
        double now = Now;
        for (int i = 0; i < 40; i++)
        {
            now += garbage.Chance(0.1) ? -3 : garbage.Index(4);
            grown.Append(now, garbage.Chance(0.2) ? null : (garbage.Index(5) - 1) * 100.5, i, garbage.Chance(0.5) ? i / 4.0 : null);
        }

        using var read = new NavLog(grown.Document.ToNode(), options);
        read.Cut(now);
        grown.Cut(now);
        Assert.AreEqual(Text(read.Series), Text(grown.Series));
        Assert.AreEqual(read.LastTime, grown.LastTime);
    });

    [TestMethod]
    public void A_log_read_now_and_then_is_the_log_read_after_every_point() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var options = new NavLogOptions
        {
            MaxPoints = garbage.Index(20),
            SeriesPoints = 1 + garbage.Index(12),
            CutoffSecondsAgo = garbage.Chance(0.3) ? "20" : null,
        };
        using var often = new NavLog(new JsonArray(), options);
        using var seldom = new NavLog(new JsonArray(), options);
        double now = Now;
        for (int i = 0; i < 200; i++)
        {
            now += garbage.Chance(0.1) ? -3 : garbage.Index(4);
            double? nav = garbage.Chance(0.2) ? null : (garbage.Index(5) - 1) * 100.5;
            often.Append(now, nav, i, null);
            seldom.Append(now, nav, i, null);
            often.Cut(now);
            seldom.Cut(now);
            string document = Text(often.Document);
            string series = Text(often.Series);
            if (garbage.Chance(0.03) || i == 199)
            {
                Assert.AreEqual(document, Text(seldom.Document));
                Assert.AreEqual(series, Text(seldom.Series));
            }
        }
    });

    [TestMethod]
    public void Statistics_kept_up_to_date_are_those_counted_from_the_logs() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var window = new ExecStatsWindow();
        List<JsonObject> attempted = [], executed = [], vetoes = [];
        double now = Now;
        for (int i = 0; i < 200; i++)
        {
            now += garbage.Index(2000);
            var row = new JsonObject { ["ts"] = now };
            switch (garbage.Index(4))
            {
                case 0:
                    attempted.Add(row);
                    window.Attempt(now);
                    break;
                case 1:
                    row["veto_reason"] = $"r{garbage.Index(7)}";
                    vetoes.Add(row);
                    window.Veto(row, now);
                    break;
                default:
                    row["event_type"] = garbage.Chance(0.5) ? "order_fill" : "order_ack";
                    row["orderId"] = 1 + garbage.Index(30);
                    row["executedQty"] = garbage.Index(3);
                    row["status"] = garbage.Chance(0.7) ? "FILLED" : "CANCELED";
                    executed.Add(row);
                    window.Order(row, (string)row["event_type"]!, now);
                    break;
            }

            if (garbage.Chance(0.2))
            {
                window.Compute(now);
            }
        }

        ExecStats expected = ExecStatsLogs.Compute(attempted, executed, vetoes, null, now);
        ExecStats actual = window.Compute(now);
        Assert.AreEqual(RawJson.Of(expected, NavStateJson.Default.ExecStats), RawJson.Of(actual, NavStateJson.Default.ExecStats));
        HashSet<int> filled = [.. executed.Where(row => (double)row["ts"]! >= now - 86400 && (string)row["event_type"]! == "order_fill").Select(row => (int)row["orderId"]!)];
        Assert.AreEqual(filled.Count, actual.Executed24h);
    });

    [TestMethod]
    public void Documents_of_any_kind_make_KPIs_that_fit_the_schema() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var input = new KpiInput
        {
            Nav = garbage.Object(["nav", "nav_total", "updated_at", "age_s", "aum", "sources_ok"]),
            Risk = garbage.Object(["dd_state", "drawdown", "atr", "atr_regime", "fee_pnl", "router_stats", "var", "cvar", "symbols"]),
            Router = garbage.Object(["symbols", "summary"]),
            Expectancy = garbage.Object(["expectancy", "symbols"]),
        };
        KpisV7State kpis = KpiBuilder.Build(input, Now, Rows(garbage, out _));
        JsonNode document = RawJson.Of(kpis, KpisV7StateJson.Default.KpisV7State).ToNode()!;
        Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(SurfaceSchema.Of(StateCatalog.Find("kpis_v7")!)!, document)));
    });

    [TestMethod]
    public void Anything_makes_a_synced_state_that_fits_the_schema() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        JsonNode? payload = garbage.Chance(0.1) ? garbage.Value(2) : garbage.Object(["items", "positions", "nav", "nav_usd", "engine_version", "v6_flags", "updated_at", "nav_snapshot"]);
        SyncedStateState state = SyncedStateBuilder.Build(payload, Now, null, "7");
        JsonNode document = RawJson.Of(state, SyncedStateStateJson.Default.SyncedStateState).ToNode()!;
        ((JsonObject)document)["items"] = new JsonArray();
        Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(SurfaceSchema.Of(StateCatalog.Find("synced_state")!)!, document)));
    });

    private static PositionRow[] Rows(GarbageJson garbage, out RawPosition[] raw)
    {
        var found = new List<RawPosition>();
        for (int i = garbage.Index(8); i > 0; i--)
        {
            JsonObject row = garbage.Object(RowKeys);
            if (garbage.Chance(0.7))
            {
                row["symbol"] = ((string[])["A", "b ", "C"])[garbage.Index(3)];
                row["qty"] = garbage.Number();
                row["entryPrice"] = Math.Abs(garbage.Number());
                row["markPrice"] = Math.Abs(garbage.Number());
            }

            if (RawPositionReader.Read(row, out RawPosition position))
            {
                found.Add(position);
            }
        }

        raw = [.. found];
        using var rows = new PooledList<PositionRow>();
        new PositionNormalizer().Normalize(raw, new Dictionary<string, double> { ["A"] = 3 }, Now, rows);
        return rows.Span.ToArray();
    }

    private static string Text(RawJson rows) => System.Text.Encoding.UTF8.GetString(rows.Utf8.Span);

    private static string Published(ReadOnlySpan<PositionRow> rows)
    {
        using var encoded = new EncodedPositions(Redactor.Default);
        encoded.Take(rows, Now);
        return Text(encoded.Items);
    }

    private static void ForSeeds(Action<int> check) => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), check).QuickCheckThrowOnFailure();
}
