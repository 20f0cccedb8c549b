using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Serialization;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary><c>run sync</c> as a process of its own.</summary>
[TestClass]
public sealed class SyncTests
{
    private static readonly Dictionary<string, string> Test = new() { ["DRY_RUN"] = "1", ["BINANCE_TESTNET"] = "1" };

    [TestMethod]
    [Timeout(120_000)]
    public void Once_adds_the_mirror_and_nothing_else()
    {
        using TemporaryFolder folder = Desk();
        string[] before = State(folder);
        (int code, string output, string errors) = HedgeFlowProcess.Run(Test, "run", "sync", "--once", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "1 copied");
        CollectionAssert.AreEqual(before.Append("nav_state.json").Order(StringComparer.Ordinal).ToArray(), State(folder));
        Assert.AreEqual(Time(folder, "nav.json"), Time(folder, "nav_state.json"));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_dry_run_prints_every_document_and_writes_nothing()
    {
        using TemporaryFolder folder = Desk();
        string[] before = folder.Files;
        (int code, string output, string errors) = HedgeFlowProcess.Run("run", "sync", "--dry-run", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "hedge/dev/state/nav ");
        StringAssert.Contains(output, "18 documents");
        CollectionAssert.AreEqual(before, folder.Files);

        (_, string json, _) = HedgeFlowProcess.Run("run", "sync", "--dry-run", "--json", "--logs", folder.Path);
        JsonNode plan = JsonNode.Parse(json)!;
        Assert.AreEqual("copied", (string?)plan["nav_state"]!["step"]);
        Assert.HasCount(18, plan["remote"]!.AsArray());
        Assert.AreEqual(Time(folder, "nav.json"), Coerce.Number(plan["remote"]![0]!["fields"]!["updated_ts"]), "the copy that would be made");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void In_prod_it_starts_without_permission_and_keeps_to_local_files()
    {
        using TemporaryFolder folder = Desk();
        using var remote = new StubFirestore();
        var prod = new Dictionary<string, string> { ["ENV"] = "prod", ["ALLOW_PROD_WRITE"] = "1", ["FIRESTORE_EMULATOR_HOST"] = remote.Address };
        (int code, _, string errors) = HedgeFlowProcess.Run(prod, "run", "sync", "--once", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(errors, "ALLOW_PROD_SYNC");
        Assert.IsTrue(File.Exists(folder["state/nav_state.json"]));
        Assert.IsEmpty(remote.Requests, "nothing was asked of the remote");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_single_cycle_outside_prod_writes_to_an_emulator_only()
    {
        using TemporaryFolder folder = Desk();
        using var remote = new StubFirestore();
        var emulated = new Dictionary<string, string>(Test) { ["FIRESTORE_EMULATOR_HOST"] = remote.Address };
        (int code, string output, string errors) = HedgeFlowProcess.Run(emulated, "run", "sync", "--once", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "18 written");
        StringAssert.Contains(output, "writes and");
        Assert.HasCount(18, remote.Documents);
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow(nameof(StubFault.Quota429), "quota")]
    [DataRow(nameof(StubFault.Forbidden403), "permission")]
    public void A_remote_that_refuses_is_named_and_fails_the_single_cycle(string fault, string word)
    {
        using TemporaryFolder folder = Desk();
        using var remote = new StubFirestore { Standing = Enum.Parse<StubFault>(fault) };
        var emulated = new Dictionary<string, string>(Test) { ["FIRESTORE_EMULATOR_HOST"] = remote.Address };
        (int code, string output, string errors) = HedgeFlowProcess.Run(emulated, "run", "sync", "--once", "--logs", folder.Path);
        Assert.AreEqual(1, code, errors);
        StringAssert.Contains(output, $"failed      {word}: 1 cycle");
        Assert.IsTrue(File.Exists(folder["state/nav_state.json"]), "the local half went well");
        (int doctor, string found, _) = HedgeFlowProcess.Run(emulated, "doctor", "firestore", "--logs", folder.Path);
        Assert.AreEqual(1, doctor);
        StringAssert.Contains(found, $"error        {word}");
        StringAssert.Contains(found, "remedy");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_dead_remote_holds_back_neither_the_local_files_nor_the_end()
    {
        using TemporaryFolder folder = Desk();
        using var remote = new StubFirestore { Standing = StubFault.Hang };
        var dead = new Dictionary<string, string>(Test) { ["FIRESTORE_EMULATOR_HOST"] = remote.Address, ["SYNC_INTERVAL_SEC"] = "1" };
        using var process = new HedgeFlowProcess(dead, "run", "sync", "--logs", folder.Path);
        double written = Time(folder, "nav.json");
        for (int turn = 0; turn < 4; turn++)
        {
            Eventually.Holds(() => Exists(folder) && Time(folder, "nav_state.json") == written, $"turn {turn}: the copy follows");
            written += 0.5;
            Touch(folder, written);
        }

        Eventually.Holds(() => remote.Requests.Count > 0, "the remote was asked");
        process.Terminate();
        Assert.AreEqual(0, process.Wait(15), process.Errors);
        Assert.IsEmpty(Directory.GetFiles(folder["state"], "*.tmp"));
        StringAssert.Contains(process.Errors, "copied");
        Assert.IsFalse(File.Exists(folder[".sync.lock"]), "the lock is given back");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_second_sync_of_one_book_gives_exit_code_4()
    {
        using TemporaryFolder folder = Desk();
        using var first = new HedgeFlowProcess(Test, "run", "sync", "--logs", folder.Path);
        Eventually.Holds(() => Exists(folder), "the first one writes");
        Assert.AreEqual(4, HedgeFlowProcess.Run(Test, "run", "sync", "--once", "--logs", folder.Path).Code);
    }

    [TestMethod]
    [Timeout(240_000)]
    public async Task Against_the_emulator_every_document_arrives_with_equal_values()
    {
        using FirestoreEmulator emulator = FirestoreEmulator.Start();
        using TemporaryFolder folder = Desk();
        var emulated = new Dictionary<string, string>(Test) { ["FIRESTORE_EMULATOR_HOST"] = emulator.Host };
        (int code, string output, string errors) = HedgeFlowProcess.Run(emulated, "run", "sync", "--once", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "18 written");

        FirestoreOptions options = FirestoreOptions.Emulator(emulator.Host, "demo-hedgeflow");
        using var client = new FirestoreRestClient(options, new EmulatorAccess(), TimeProvider.System);
        foreach ((string document, string file) in new[]
        {
            ("nav", "nav_state"), ("positions", "positions"), ("risk_snapshot", "risk_snapshot"), ("router_health", "router_health"), ("kpis_v7", "kpis_v7"),
            ("expectancy_v6", "expectancy_v6"), ("symbol_scores_v6", "symbol_scores_v6"), ("router_policy_suggestions_v6", "router_policy_suggestions_v6"),
            ("risk_allocation_suggestions_v6", "risk_allocation_suggestions_v6"), ("pipeline_v6_shadow_head", "pipeline_v6_shadow_head"),
            ("pipeline_v6_compare_summary", "pipeline_v6_compare_summary"), ("synced_state", "synced_state"), ("v6_runtime_probe", "v6_runtime_probe"),
        })
        {
            RemoteDocument? found = await client.GetAsync($"hedge/dev/state/{document}", null, CancellationToken.None);
            Assert.IsNotNull(found, document);
            JsonObject fields = (JsonObject)JsonNode.Parse(found.Fields.ToJsonString())!;
            fields.Remove("mirrored_at");
            string local = File.ReadAllText(folder[$"state/{file}.json"]);
            Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(local), fields), $"{document}: {fields.ToJsonString()}\n{local}");
        }

        (int doctor, string found2, string doctorErrors) = HedgeFlowProcess.Run(emulated, "doctor", "firestore", "--logs", folder.Path);
        Assert.AreEqual(0, doctor, doctorErrors);
        StringAssert.Contains(found2, "15 documents");
    }

    /// <summary>A folder in which the executor has run once.</summary>
    private static TemporaryFolder Desk()
    {
        var folder = new TemporaryFolder();
        var once = new Dictionary<string, string>(Test) { ["EXECUTOR_ONCE"] = "1" };
        (int code, _, string errors) = HedgeFlowProcess.Run(once, "run", "executor", "--source", "demo", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        return folder;
    }

    private static string[] State(TemporaryFolder folder) => [.. Directory.GetFiles(folder["state"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static bool Exists(TemporaryFolder folder) => File.Exists(folder["state/nav_state.json"]);

    private static double Time(TemporaryFolder folder, string file) =>
        Coerce.Number(((JsonObject)JsonNodes.Parse(File.ReadAllBytes(folder["state/" + file]))!)["updated_ts"]) ?? double.NaN;

    private static void Touch(TemporaryFolder folder, double time)
    {
        string path = folder["state/nav.json"];
        var nav = (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
        nav["updated_ts"] = time;
        File.WriteAllText(path + ".new", nav.ToJsonString());
        File.Move(path + ".new", path, overwrite: true);
    }
}
