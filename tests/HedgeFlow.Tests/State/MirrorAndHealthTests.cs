using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.State;

[TestClass]
public sealed class MirrorAndHealthTests
{
    private const double Now = 1764000000;

    [TestMethod]
    public void The_mirror_is_never_newer_than_its_source_and_never_goes_back() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        JsonNode? mirror = null;
        double newestSource = double.NegativeInfinity;
        for (int cycle = 0; cycle < 20; cycle++)
        {
            double now = Now + cycle;
            JsonNode? source = Source(garbage, now);
            double? sourceTime = source is JsonObject nav ? IsoTime.Parse(nav["updated_ts"]) ?? IsoTime.Parse(nav["updated_at"]) : null;
            newestSource = Math.Max(newestSource, sourceTime ?? double.NegativeInfinity);
            double before = IsoTime.Parse(mirror?["updated_ts"]) ?? double.NegativeInfinity;

            mirror = NavMirror.Next(source, mirror, garbage.Value(2), now) ?? mirror;

            if (mirror is not null)
            {
                double after = IsoTime.Parse(mirror["updated_ts"])!.Value;
                Assert.IsGreaterThanOrEqualTo(before, after);
                Assert.IsLessThanOrEqualTo(newestSource, after);
                Assert.IsNull(GarbageJson.NonFinite(mirror));
            }
        }
    });

    [TestMethod]
    public void Known_keys_come_first_and_legacy_ones_keep_their_order()
    {
        var source = new JsonObject { ["zeta"] = 1, ["updated_ts"] = Now, ["alpha"] = 2, ["nav"] = 5.0 };

        JsonObject mirror = NavMirror.Next(source, null, null, Now)!;

        CollectionAssert.AreEqual(
            new[] { "nav", "updated_ts", "updated_at", "synced_at", "dd_state", "last_known_good", "zeta", "alpha" },
            mirror.Select(member => member.Key).ToArray());
    }

    [TestMethod]
    public void A_mirror_of_a_published_nav_fits_the_schema_of_nav_state()
    {
        using var bench = new Stages.Publish.PublisherBench();
        bench.Tick(Now, 1000);

        JsonObject mirror = NavMirror.Next(bench.Nav, null, null, Now + 1)!;

        Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(SurfaceSchema.Of(StateCatalog.Find("nav_state")!)!, mirror)));
    }

    [TestMethod]
    public void Any_bytes_in_any_file_give_a_report() => ForSeeds(seed =>
    {
        var garbage = new GarbageJson(seed);
        var files = new Dictionary<string, SurfaceContent?>(StringComparer.Ordinal);
        foreach (StateEntry entry in StateCatalog.Entries)
        {
            files[entry.File] = garbage.Index(4) switch
            {
                0 => null,
                1 => SurfaceContent.Read(Encoding.UTF8.GetBytes(garbage.Text())),
                2 => SurfaceContent.Of(garbage.Object(["updated_ts", "positions", "entries", "runtime_diagnostics", "nav", "symbols", "series", "total"])),
                _ => SurfaceContent.Of(garbage.Value(3)),
            };
        }

        var health = SurfaceHealth.Check(file => files.GetValueOrDefault(file), Now);
        Assert.IsLessThanOrEqualTo(8, health.MissingFiles.Count);
        Assert.IsNotNull(SurfaceInvariants.Violations(file => files.GetValueOrDefault(file)?.Root));
    });

    [TestMethod]
    [DataRow("""{"nav":1,"fresh":true,"stale":true,"drawdown_pct":101,"gross_exposure_usd":1,"net_exposure_usd":-2,"largest_position_usd":3}""",
        "nav:fresh_and_stale, nav:drawdown_pct_out_of_range, nav:gross_below_net, nav:gross_below_largest")]
    [DataRow("""{"nav":null,"series":[{"t":2},{"t":1}]}""", "nav:nav_not_a_number, nav:series_not_ascending")]
    public void Broken_statements_are_named(string nav, string expected) =>
        Assert.AreEqual(expected, string.Join(", ", SurfaceInvariants.Violations(file => file == "nav.json" ? JsonNode.Parse(nav) : null)));

    [TestMethod]
    public void Fractions_vetoes_weights_and_symbols_are_checked()
    {
        var files = new Dictionary<string, JsonNode?>
        {
            ["risk_snapshot.json"] = JsonNode.Parse("""{"dd_frac":0.2,"dd_state":{"drawdown":{"dd_pct":0.1}},"symbols":[{"symbol":"A"}]}"""),
            ["diagnostics.json"] = JsonNode.Parse("""{"runtime_diagnostics":{"veto_counters":{"by_reason":{"a":1},"total_vetoes":2}}}"""),
            ["risk_allocation_suggestions_v6.json"] = JsonNode.Parse("""{"symbols":[{"suggested_weight":0.7},{"suggested_weight":0.4}]}"""),
            ["router_health.json"] = JsonNode.Parse("""{"symbols":[]}"""),
            ["positions_ledger.json"] = JsonNode.Parse("""{"entries":[],"metadata":{"entry_count":1}}"""),
        };

        Assert.AreEqual(
            "positions_ledger:entry_count, risk_snapshot:dd_frac, runtime_diagnostics:vetoes_do_not_add_up, "
            + "risk_allocation_suggestions_v6:weights_above_one, router_health:symbol_missing:A",
            string.Join(", ", SurfaceInvariants.Violations(file => files.GetValueOrDefault(file))));
    }

    [TestMethod]
    [DataRow("""{"a":"x"}""", "$.b: missing; $.a: expected number or null, found string")]
    [DataRow("""{"a":null,"b":[1,1.5]}""", "$.b[1]: expected integer, found number")]
    [DataRow("""[]""", "$: expected object, found array")]
    [DataRow("""{"a":1,"b":[],"c":true}""", "")]
    public void A_violation_names_the_path(string document, string expected)
    {
        JsonNode schema = JsonNode.Parse(
            """{"type":"object","properties":{"a":{"type":["number","null"]},"b":{"type":"array","items":{"type":"integer"}}},"required":["a","b"]}""")!;

        Assert.AreEqual(expected, string.Join("; ", SchemaCheck.Violations(schema, JsonNode.Parse(document))));
    }

    private static JsonNode? Source(GarbageJson garbage, double now)
    {
        if (garbage.Chance(0.2))
        {
            return garbage.Value(2);
        }

        JsonObject source = garbage.Object(["series", "aum", "legacy", "dd_state"]);
        source["nav"] = garbage.Chance(0.8) ? 1000.0 : garbage.Number();
        source["updated_ts"] = garbage.Chance(0.8) ? now + garbage.Index(20) - 12 : garbage.Value(0);
        return source;
    }

    private static void ForSeeds(Action<int> check) => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), check).QuickCheckThrowOnFailure();
}
