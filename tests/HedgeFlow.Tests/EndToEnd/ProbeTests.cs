using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary><c>probe</c> on the logs of a replay, as a person and a machine meet it.</summary>
[TestClass]
public sealed class ProbeTests
{
    private static readonly string Demo = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    private static readonly Dictionary<string, string> AllFlags = new()
    {
        ["INTEL_V6_ENABLED"] = "1",
        ["ROUTER_AUTOTUNE_V6_ENABLED"] = "1",
        ["FEEDBACK_ALLOCATOR_V6_ENABLED"] = "1",
        ["INTEL_V6_REFRESH_INTERVAL_S"] = "0",
        ["ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S"] = "0",
        ["FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S"] = "0",
    };

    private static TemporaryFolder s_folder = null!;
    private static string s_end = "";

    [ClassInitialize]
    public static void Replay(TestContext _)
    {
        s_folder = new TemporaryFolder();
        (int code, string output, string errors) = HedgeFlowProcess.Run(AllFlags, "replay", Demo, "--logs", s_folder["logs"]);
        Assert.AreEqual(0, code, output + errors);
        s_end = Coerce.Number(State(ExpectancyV6State.Surface)["updated_ts"])!.Value.ToString("R", CultureInfo.InvariantCulture);
    }

    [ClassCleanup]
    public static void Clean() => s_folder.Dispose();

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("scores")]
    [DataRow("factors")]
    [DataRow("momentum")]
    [DataRow("autotune")]
    [DataRow("allocator")]
    [DataRow("expectancy")]
    public void Every_probe_prints_a_table_that_fits_into_a_terminal(string probe)
    {
        (int code, string output, string errors) = Run(probe, probe is "scores" or "factors" or "momentum" ? [] : ["--no-write"], probe is "factors" or "momentum");
        Assert.AreEqual(0, code, errors);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.IsLessThanOrEqualTo(80, lines.Max(line => line.TrimEnd().Length), output);
        StringAssert.StartsWith(lines[0], probe == "factors" ? "factor" : "symbol", output);
        StringAssert.StartsWith(lines[1], "-----", output);
        Assert.IsGreaterThan(2, lines.Length, output);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Expectancy_of_the_logs_is_what_the_engine_published()
    {
        (int code, string output, string errors) = Run("expectancy", ["--json", "--no-write"], published: false);
        Assert.AreEqual(0, code, errors);
        JsonNode mine = JsonNode.Parse(output)!;
        JsonObject engine = State(ExpectancyV6State.Surface);
        Assert.AreEqual(4, (int)mine["sample_count"]!);
        foreach (string part in (string[])["symbols", "hours", "regimes", "sample_count", "lookback_hours", "updated_ts"])
        {
            Assert.IsTrue(JsonNode.DeepEquals(engine[part], mine[part]), $"{part}: {engine[part]?.ToJsonString()} {mine[part]?.ToJsonString()}");
        }
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("autotune", "router_policy_suggestions_v6.json", "symbols")]
    [DataRow("allocator", "risk_allocation_suggestions_v6.json", "symbols")]
    [DataRow("expectancy", "expectancy_v6.json", "symbols")]
    public void A_probe_writes_its_surface_which_the_contract_accepts(string probe, string file, string part)
    {
        using var copy = new TemporaryFolder();
        Copy(s_folder["logs"], copy["logs"]);
        File.Delete(copy[$"logs/state/{file}"]);
        (int code, string output, string errors) = HedgeFlowProcess.Run("probe", probe, "--as-of", s_end, "--json", "--logs", copy["logs"]);
        Assert.AreEqual(0, code, errors);
        JsonNode written = JsonNode.Parse(File.ReadAllText(copy[$"logs/state/{file}"]))!;
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(output), written), "what is printed is what is written");
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(s_folder[$"logs/state/{file}"]))![part], written[part]), "and what the engine had published");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void With_a_file_named_the_state_folder_stays_as_it_is()
    {
        using var copy = new TemporaryFolder();
        Copy(s_folder["logs"], copy["logs"]);
        string before = OutputDigest.Of(copy["logs"]);
        (int code, _, string errors) = HedgeFlowProcess.Run("probe", "expectancy", "--as-of", s_end, "--output", copy["out/deep/e.json"], "--logs", copy["logs"]);
        Assert.AreEqual(0, code, errors);
        Assert.AreEqual(4, (int)JsonNode.Parse(File.ReadAllText(copy["out/deep/e.json"]))!["sample_count"]!);
        Assert.AreEqual(before, OutputDigest.Of(copy["logs"]));
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("scores", "none: no symbol without expectancy_v6.json, router_health.json")]
    [DataRow("factors", "none: without factor_diagnostics.json")]
    [DataRow("momentum", "none: without rv_momentum.json")]
    [DataRow("autotune", "none: no symbol without router_health.json")]
    [DataRow("allocator", "none: no symbol of the universe")]
    [DataRow("expectancy", "none: no order in ")]
    public void Without_its_inputs_a_probe_says_which_and_succeeds(string probe, string said)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["logs/state"]);
        File.WriteAllText(folder["logs/state/router_health.json"], "{\"symbols\": [");
        (int code, string output, string errors) = HedgeFlowProcess.Run("probe", probe, "--logs", folder["logs"]);
        Assert.AreEqual(0, code, errors);
        StringAssert.StartsWith(output, said);
        Assert.AreEqual(probe is "autotune" or "allocator" or "expectancy" ? 1 : 0, Directory.GetFiles(folder["logs/state"]).Count(file => !file.EndsWith("router_health.json", StringComparison.Ordinal)), "even an empty result is one");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Mistakes_are_told_in_one_line_with_the_exit_code_of_the_contract()
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run("probe", "scores", "--logs", folder["nowhere"]);
        Assert.AreEqual(2, code);
        StringAssert.Contains(errors, "no such folder");
        Assert.IsFalse(Directory.Exists(folder["nowhere"]));
        (code, _, errors) = Run("expectancy", ["--no-write", "--as-of", "yesterday"], published: true);
        Assert.AreEqual(2, code);
        StringAssert.Contains(errors, "--as-of yesterday");
        (code, _, errors) = HedgeFlowProcess.Run(new Dictionary<string, string> { ["ENV"] = "prod" }, "probe", "autotune", "--logs", s_folder["logs"]);
        Assert.AreEqual(3, code, errors);
        using (BookLock? held = BookLock.TryAcquire(new BookPaths(s_folder["logs"]).LockPath(StatePrograms.Executor), out string? refusal))
        {
            Assert.IsNotNull(held, refusal);
            (code, _, errors) = HedgeFlowProcess.Run("probe", "autotune", "--logs", s_folder["logs"]);
            Assert.AreEqual(4, code, errors);
            Assert.AreEqual(0, Run("autotune", ["--no-write"], published: false).Code, "only printing needs no lock");
        }
    }

    [TestMethod]
    [Timeout(60_000)]
    public void The_environment_may_name_another_universe()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["pairs.json"], """{"universe":[{"symbol":"ETHUSDT","enabled":true}]}""");
        foreach (string name in (string[])["PAIRS_UNIVERSE_PATH", "PAIRS_UNIVERSE_CONFIG"])
        {
            (int code, string output, string errors) = HedgeFlowProcess.Run(
                new Dictionary<string, string> { [name] = folder["pairs.json"] }, "probe", "allocator", "--json", "--no-write", "--as-of", s_end, "--logs", s_folder["logs"]);
            Assert.AreEqual(0, code, errors);
            CollectionAssert.AreEqual(new[] { "ETHUSDT" }, JsonNode.Parse(output)!["symbols"]!.AsArray().Select(row => (string)row!["symbol"]!).ToArray());
        }
    }

    [TestMethod]
    [Timeout(60_000)]
    public void What_a_symbol_is_called_moves_no_cursor()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["logs/state"]);
        File.WriteAllText(folder["logs/state/rv_momentum.json"], """{"updated_ts":1,"per_symbol":{"A\u001b[2J\nB":{"score":0.5,"raw_score":1,"baskets":["\u202ex"]}},"spreads":{}}""");
        (int code, string output, _) = HedgeFlowProcess.Run("probe", "momentum", "--logs", folder["logs"]);
        Assert.AreEqual(0, code);
        Assert.IsFalse(output.Any(c => char.IsControl(c) && c is not ('\n' or '\r')), output);
        Assert.IsFalse(output.Contains('\u202e'), output);
    }

    private static (int Code, string Output, string Errors) Run(string probe, string[] more, bool published) => HedgeFlowProcess.Run(
        ["probe", probe, "--logs", s_folder["logs"], .. more, .. published ? [] : (string[])["--as-of", s_end]]);

    private static JsonObject State(StateSurface surface) => (JsonObject)JsonNodes.TryParse(File.ReadAllText(s_folder[$"logs/state/{surface.File}"]), out _)!;

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
