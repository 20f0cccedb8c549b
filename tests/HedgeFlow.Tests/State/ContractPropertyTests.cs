using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.Stages.Shadow;
using HedgeFlow.Stages.Sync;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.State;

/// <summary>Statements of the contract over arbitrary input that no other property test makes.</summary>
[TestClass]
public sealed class ContractPropertyTests
{
    private const double Now = 1764000000;

    [TestMethod]
    public void Any_value_as_a_position_row_is_read_or_left_out_and_never_throws() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var rows = new List<RawPosition>();
        for (int i = 0; i < 20; i++)
        {
            JsonNode? value = garbage.Chance(0.5) ? garbage.Value(3) : garbage.Object(["symbol", "qty", "positionAmt", "side", "entryPrice", "markPrice", "updated_at"]);
            if (RawPositionReader.Read(value, out RawPosition row))
            {
                rows.Add(row);
            }
        }

        using var published = new PooledList<PositionRow>();
        new PositionNormalizer().Normalize([.. rows], new Dictionary<string, double> { ["A"] = garbage.Number() }, Now, published);
        foreach (PositionRow row in published.Span)
        {
            Assert.IsTrue(row.Entry > 0 && row.Mark > 0 && Math.Abs(row.Qty) >= 1e-9, $"{row}");
            Assert.IsTrue(double.IsFinite(row.Qty) && double.IsFinite(row.Notional) && row.Notional >= 0, $"{row}");
        }
    });

    [TestMethod]
    public void Allowed_and_vetoed_make_the_total_whatever_the_shadow_log_holds() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        JsonNode?[] rows = [.. Enumerable.Range(0, garbage.Index(150)).Select(_ => garbage.Chance(0.3)
            ? new JsonObject { ["risk_decision"] = new JsonObject { ["allowed"] = garbage.Value(0) } }
            : garbage.Value(3))];
        var summary = ShadowSummary.Of(rows, Now);
        Assert.AreEqual(rows.Length, summary.Total);
        Assert.AreEqual(summary.Total, summary.Allowed + summary.Vetoed);
        Assert.IsTrue(summary.Allowed >= 0 && summary.Vetoed >= 0);
    });

    [TestMethod]
    public void The_fractions_of_any_risk_snapshot_are_between_0_and_1() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var snapshot = new JsonObject
        {
            ["dd_state"] = garbage.Chance(0.2)
                ? garbage.Value(2)
                : new JsonObject { ["drawdown"] = new JsonObject { ["dd_pct"] = garbage.Value(1), ["daily_loss"] = new JsonObject { ["pct"] = garbage.Number() } } },
        };
        RiskFractions fractions = RiskFractions.Of(snapshot, Now);
        Assert.IsTrue(fractions.DdFrac is null or (>= 0 and <= 1), $"{fractions}");
        Assert.IsTrue(fractions.DailyLossFrac is null or (>= 0 and <= 1), $"{fractions}");
    });

    [TestMethod]
    public void Coverage_of_any_ledger_is_between_0_and_1_and_its_levels_are_counted_once() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        using var bench = new Stages.Publish.PublisherBench();
        PositionRow[] rows = [.. Enumerable.Range(0, garbage.Index(6)).Select(i => Stages.Publish.PublisherBench.Row($"S{i}USDT", garbage.Chance(0.5) ? 1 + i : -1 - i))];
        bench.Tick(Now, 1000, rows);
        JsonNode exits = bench.Diagnostics["exit_pipeline"]!;
        double coverage = (double)exits["tp_sl_coverage_pct"]!;
        int open = (int)exits["open_positions_count"]!;
        Assert.IsTrue(coverage is >= 0 and <= 1, $"{coverage}");
        Assert.AreEqual(rows.Length, open);
        Assert.AreEqual(coverage * 100, (double)exits["tp_sl_coverage_percent"]!, 1e-9);
        Assert.AreEqual(open == 0 ? 0 : (int)exits["tp_sl_registered_count"]! / (double)open, coverage, 1e-12);
    });

    [TestMethod]
    public void Whatever_bytes_the_folder_holds_the_mirror_is_never_newer_than_its_source() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        JsonNode? mirrored = null;
        double newest = double.NegativeInfinity;
        for (int cycle = 0; cycle < 15; cycle++)
        {
            double now = Now + 20 * cycle;
            double time = now - garbage.Index(60);
            SurfaceContent? nav = garbage.Index(5) switch
            {
                0 => null,
                1 => SurfaceContent.Read(System.Text.Encoding.UTF8.GetBytes(garbage.Text())),
                2 => SurfaceContent.Of(garbage.Value(2)),
                _ => SurfaceContent.Of(new JsonObject { ["nav"] = 1000.0, ["updated_ts"] = time }),
            };
            newest = Math.Max(newest, IsoTime.Parse((nav?.Root as JsonObject)?["updated_ts"]) ?? double.NegativeInfinity);
            MirrorPlan plan = new LocalMirror(file => file switch
            {
                "nav.json" => nav,
                "nav_state.json" => mirrored is null ? null : SurfaceContent.Of(mirrored),
                _ => SurfaceContent.Of(garbage.Value(3)),
            }).Plan(now);
            mirrored = plan.Document ?? mirrored;
            if (mirrored is not null)
            {
                Assert.IsLessThanOrEqualTo(newest, IsoTime.Parse(mirrored["updated_ts"])!.Value);
                Assert.IsNull(GarbageJson.NonFinite(mirrored));
            }
        }
    });

    private static void ForSeeds(Action<int> check) => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), check).QuickCheckThrowOnFailure();
}
