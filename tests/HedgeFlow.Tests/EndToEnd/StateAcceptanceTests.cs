using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HedgeFlow.Host.Doctor;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>The state contract through the built command: every surface there, every damage found and named.</summary>
[TestClass]
public sealed partial class StateAcceptanceTests
{
    private const double Day = 86400;

    private static readonly Dictionary<string, string> Once = new() { ["EXECUTOR_ONCE"] = "1", ["DRY_RUN"] = "1", ["BINANCE_TESTNET"] = "1" };

    private static TemporaryFolder _desk = null!;
    private static string[] _afterExecutor = [];

    /// <summary>One tick of the executor, then one cycle of sync, as an operator runs them.</summary>
    [ClassInitialize]
    public static void Run(TestContext context)
    {
        _desk = new TemporaryFolder();
        (int executor, _, string errors) = HedgeFlowProcess.Run(Once, "run", "executor", "--source", "demo", "--logs", _desk.Path);
        Assert.AreEqual(0, executor, errors);
        _afterExecutor = Surfaces();
        (int sync, _, string syncErrors) = HedgeFlowProcess.Run(Once, "run", "sync", "--once", "--logs", _desk.Path);
        Assert.AreEqual(0, sync, syncErrors);
    }

    [ClassCleanup]
    public static void Clean() => _desk.Dispose();

    [TestMethod]
    [Timeout(60_000)]
    public void One_tick_leaves_every_surface_of_the_executor_and_one_cycle_of_sync_adds_its_own()
    {
        CollectionAssert.AreEqual(Registered(entry => entry.Owner == StatePrograms.Executor), _afterExecutor);
        CollectionAssert.AreEqual(Registered(_ => true), Surfaces());
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Every_surface_fits_its_schema_and_carries_a_time()
    {
        foreach (StateEntry entry in StateCatalog.Entries)
        {
            JsonNode document = JsonNodes.Parse(File.ReadAllBytes(PathOf(entry.File)))!;
            JsonNode schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "config", "schemas", entry.SchemaFile)))!;
            Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(schema, document)), entry.File);
            Assert.IsNotNull(IsoTime.Parse(document["updated_ts"]), entry.File);
            Assert.IsNull(GarbageJson.NonFinite(document), entry.File);
        }
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_strict_doctor_is_content_and_says_so()
    {
        (int code, string output, string errors) = HedgeFlowProcess.Run("doctor", "--strict", "--logs", _desk.Path);
        Assert.AreEqual(0, code, output + errors);
        StringAssert.Contains(output, "No problems.");
        Assert.AreEqual("", Problems());
    }

    public static IEnumerable<object[]> Files => StateCatalog.Entries.Select(entry => new object[] { entry.File });

    [TestMethod]
    [DynamicData(nameof(Files))]
    [Timeout(60_000)]
    public void Every_damage_to_any_surface_is_found_and_named(string file)
    {
        byte[] whole = File.ReadAllBytes(PathOf(file));
        string text = Encoding.UTF8.GetString(whole);
        try
        {
            foreach ((string damage, string expected, Action harm) in new (string, string, Action)[]
            {
                ("deleted", "missing (written by ", () => File.Delete(PathOf(file))),
                ("emptied", "missing", () => File.WriteAllBytes(PathOf(file), [])),
                ("cut in half", "the file ends in the middle (byte ", () => File.WriteAllBytes(PathOf(file), whole[..(whole.Length / 2)])),
                ("cut at the last byte", "the file ends in the middle (byte ", () => File.WriteAllBytes(PathOf(file), whole[..^1])),
                ("aged", "stale: ", () => File.WriteAllText(PathOf(file), Aged(text))),
                ("not touched for a day", "stale: not written for ", () => File.SetLastWriteTimeUtc(PathOf(file), File.GetLastWriteTimeUtc(PathOf(file)).AddDays(-1))),
                ("NaN", "NaN is no number (byte ", () => File.WriteAllText(PathOf(file), Number().Replace(text, "${before}NaN", 1))),
                ("infinite", "Infinity is no number (byte ", () => File.WriteAllText(PathOf(file), Number().Replace(text, "${before}Infinity", 1))),
                ("NaN as a text", "$.updated_ts: expected number, found string", () => File.WriteAllText(PathOf(file), UpdatedTs().Replace(text, "${before}\"NaN\"", 1))),
                ("without its time", "$.updated_ts: missing", () => File.WriteAllText(PathOf(file), Without(text, "updated_ts"))),
                ("another root", "expected", () => File.WriteAllText(PathOf(file), "\"text\"")),
            })
            {
                harm();
                string problems = Problems();
                StringAssert.Contains(problems, $"{file}: ", damage);
                StringAssert.Contains(problems, expected, damage);
                File.WriteAllBytes(PathOf(file), whole);
            }
        }
        finally
        {
            File.WriteAllBytes(PathOf(file), whole);
        }

        Assert.AreEqual("", Problems(), "all is well again");
    }

    [TestMethod]
    [DataRow("nav_state.json", "deleted", "nav_state.json: missing (written by sync)")]
    [DataRow("diagnostics.json", "cut", "diagnostics.json: not JSON at ")]
    [DataRow("risk_snapshot.json", "aged", "risk_snapshot.json: stale: 864")]
    [DataRow("kpis_v7.json", "NaN", "kpis_v7.json: not JSON at ")]
    [Timeout(60_000)]
    public void The_command_exits_with_1_and_names_the_damage(string file, string damage, string expected)
    {
        byte[] whole = File.ReadAllBytes(PathOf(file));
        string text = Encoding.UTF8.GetString(whole);
        try
        {
            switch (damage)
            {
                case "deleted":
                    File.Delete(PathOf(file));
                    break;
                case "cut":
                    File.WriteAllBytes(PathOf(file), whole[..(whole.Length / 3)]);
                    break;
                case "aged":
                    File.WriteAllText(PathOf(file), Aged(text));
                    break;
                default:
                    File.WriteAllText(PathOf(file), Number().Replace(text, "${before}NaN", 1));
                    break;
            }

            (int strict, string output, string errors) = HedgeFlowProcess.Run("doctor", "--strict", "--logs", _desk.Path);
            Assert.AreEqual(1, strict, errors);
            StringAssert.Contains(output, expected);
            Assert.AreEqual(0, HedgeFlowProcess.Run("doctor", "--logs", _desk.Path).Code, "without --strict it only shows");
        }
        finally
        {
            File.WriteAllBytes(PathOf(file), whole);
        }
    }

    private static string Problems()
    {
        EngineSettings settings = SettingsOf.Live(_desk.Path);
        DeskCheck check = DeskCheck.Run(settings, TimeProvider.System.EpochSeconds(), SurfaceHealth.DefaultLag);
        string problems = string.Join('\n', check.State.Problems);
        Assert.AreEqual(problems.Length == 0, check.Ok, "the verdict agrees with the problems");
        return problems;
    }

    private static string Aged(string text)
    {
        var document = (JsonObject)JsonNode.Parse(text)!;
        foreach (string key in new[] { "updated_ts", "updated_at", "ts", "updated", "generated_ts" })
        {
            if (IsoTime.Parse(document[key]) is { } time)
            {
                document[key] = time - Day;
            }
        }

        return document.ToJsonString();
    }

    private static string Without(string text, string key)
    {
        var document = (JsonObject)JsonNode.Parse(text)!;
        document.Remove(key);
        return document.ToJsonString();
    }

    private static string[] Surfaces() => [.. Directory.GetFiles(_desk["state"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string[] Registered(Func<StateEntry, bool> which) => [.. StateCatalog.Entries.Where(which).Select(entry => entry.File).Order(StringComparer.Ordinal)];

    private static string PathOf(string file) => _desk["state/" + file];

    [GeneratedRegex("(?<before>\":)-?[0-9][0-9.eE+-]*")]
    private static partial Regex Number();

    [GeneratedRegex("(?<before>\"updated_ts\":)-?[0-9][0-9.eE+-]*")]
    private static partial Regex UpdatedTs();
}
