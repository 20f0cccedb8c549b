using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary><c>run shadow-heartbeat</c> and <c>run compare</c> as processes of their own.</summary>
[TestClass]
public sealed class StandInTests
{
    private const string Head = "state/pipeline_v6_shadow_head.json";
    private const string Summary = "state/pipeline_v6_compare_summary.json";
    private const string Compared = "pipeline_v6_compare.jsonl";

    private static readonly Dictionary<string, string> Test = new() { ["DRY_RUN"] = "1", ["BINANCE_TESTNET"] = "1" };

    [TestMethod]
    [Timeout(120_000)]
    public void The_head_that_is_rebuilt_says_what_the_executors_own_said()
    {
        // A replay's last head has seen every decision; a live one may be a decision behind when the run ends.
        using var folder = new TemporaryFolder();
        string demo = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");
        var every = new Dictionary<string, string>(Test) { ["PIPELINE_V6_SHADOW_ENABLED"] = "1", ["PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S"] = "0" };
        (int replayed, _, string complaints) = HedgeFlowProcess.Run(every, "replay", demo, "--orders", "paper", "--logs", folder.Path);
        Assert.AreEqual(0, replayed, complaints);
        JsonObject own = Document(folder, Head);
        Assert.IsGreaterThan(0, Coerce.Integer(own["total"])!.Value, "the executor decided something");
        File.Delete(folder[Head]);
        (int code, string output, string errors) = Run(folder, "shadow-heartbeat");
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "shadow decisions");
        JsonObject rebuilt = Document(folder, Head);
        foreach (string key in new[] { "total", "allowed", "vetoed", "last_decision" })
        {
            Assert.IsTrue(JsonNode.DeepEquals(own[key], rebuilt[key]), $"{key}: {rebuilt[key]?.ToJsonString()}");
        }

        CollectionAssert.AreEqual(own.Select(member => member.Key).ToArray(), rebuilt.Select(member => member.Key).ToArray());
        CollectionAssert.Contains(Services(folder), "shadow_heartbeat");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void The_last_decision_outlives_a_log_without_rows()
    {
        using TemporaryFolder folder = Desk();
        JsonNode? last = Document(folder, Head)["last_decision"];
        File.Delete(folder["pipeline_v6_shadow.jsonl"]);
        Assert.AreEqual(0, Run(folder, "shadow-heartbeat").Code);
        JsonObject head = Document(folder, Head);
        Assert.AreEqual(0, Coerce.Integer(head["total"]));
        Assert.IsTrue(JsonNode.DeepEquals(last, head["last_decision"]));
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("shadow-heartbeat", Head)]
    [DataRow("compare", Summary)]
    public void While_the_executor_publishes_nothing_is_touched_and_a_missing_surface_is_made(string program, string file)
    {
        using TemporaryFolder folder = Desk();
        using BookLock? executor = BookLock.TryAcquire(new BookPaths(folder.Path), StatePrograms.Executor, out string? refusal);
        Assert.IsNotNull(executor, refusal);
        byte[] before = File.ReadAllBytes(folder[file]);
        long lines = File.ReadAllLines(folder[Compared]).Length;
        (int code, string output, string errors) = Run(folder, program);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "nothing to do");
        CollectionAssert.AreEqual(before, File.ReadAllBytes(folder[file]));
        Assert.HasCount((int)lines, File.ReadAllLines(folder[Compared]));

        File.Delete(folder[file]);
        Assert.AreEqual(0, Run(folder, program).Code);
        Assert.IsTrue(File.Exists(folder[file]));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_second_comparison_logs_no_difference_twice()
    {
        using TemporaryFolder folder = Desk();
        File.Delete(folder[Compared]);
        File.Delete(folder[Summary]);
        Assert.AreEqual(0, Run(folder, "compare").Code);
        JsonObject[] first = Rows(folder);
        Assert.IsGreaterThan(1, first.Length, "differences, then the run itself");
        Assert.IsFalse(Coerce.Flag(first[^1]["heartbeat"]));
        Assert.AreEqual((long)first.Length - 1, Coerce.Integer(first[^1]["diff_count"]));
        Assert.AreEqual((long)first.Length - 1, Coerce.Integer(Document(folder, Summary)["sample_size"]));

        Assert.AreEqual(0, Run(folder, "compare").Code);
        JsonObject[] second = Rows(folder);
        Assert.HasCount(first.Length + 1, second);
        Assert.IsTrue(Coerce.Flag(second[^1]["heartbeat"]), "no difference was written");
        CollectionAssert.Contains(Services(folder), "compare");
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("shadow-heartbeat", Head)]
    [DataRow("compare", Summary)]
    public void A_program_works_at_once_ends_on_SIGTERM_with_0_and_lets_no_second_one_in(string program, string file)
    {
        using TemporaryFolder folder = Desk();
        File.Delete(folder[file]);
        using var process = new HedgeFlowProcess(Test, "run", program, "--logs", folder.Path);
        Eventually.Holds(() => File.Exists(folder[file]), "the first turn");
        (int second, _, string refusal) = Run(folder, program);
        Assert.AreEqual(4, second, refusal);
        process.Terminate();
        Assert.AreEqual(0, process.Wait(15), process.Errors);
        Assert.IsFalse(File.Exists(folder[$".{program}.lock"]), "the lock is given back");
        Assert.IsEmpty(Directory.GetFiles(folder["state"], "*.tmp"));
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("shadow-heartbeat")]
    [DataRow("compare")]
    public void Prod_without_permission_is_refused_and_leaves_nothing(string program)
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run(
            new Dictionary<string, string> { ["ENV"] = "prod", ["ALLOW_PROD_WRITE"] = "y" }, "run", program, "--once", "--logs", folder.Path);
        Assert.AreEqual(3, code, errors);
        StringAssert.Contains(errors, "ALLOW_PROD_WRITE");
        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void An_empty_folder_gives_empty_surfaces_and_a_state_folder_that_is_a_file_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(0, Run(folder, "shadow-heartbeat").Code);
        Assert.AreEqual(0, Run(folder, "compare").Code);
        Assert.IsTrue(Coerce.Flag(Document(folder, Summary)["is_warmup"]));
        Directory.Delete(folder["state"], recursive: true);
        File.WriteAllText(folder["state"], "");
        Assert.AreEqual(1, Run(folder, "shadow-heartbeat").Code);
        Assert.AreEqual(1, Run(folder, "compare").Code);
    }

    /// <summary>A folder in which the executor has run a few ticks with shadow runs on.</summary>
    private static TemporaryFolder Desk()
    {
        var folder = new TemporaryFolder();
        var few = new Dictionary<string, string>(Test)
        {
            ["MAX_LOOPS"] = "12",
            ["LOOP_SLEEP"] = "0.05",
            ["PIPELINE_V6_SHADOW_ENABLED"] = "1",
            ["PIPELINE_V6_COMPARE_INTERVAL_S"] = "0",
            ["PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S"] = "0.1",
        };
        (int code, _, string errors) = HedgeFlowProcess.Run(few, "run", "executor", "--source", "demo", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        return folder;
    }

    private static (int Code, string Output, string Errors) Run(TemporaryFolder folder, string program) =>
        HedgeFlowProcess.Run(Test, "run", program, "--once", "--logs", folder.Path);

    private static JsonObject Document(TemporaryFolder folder, string file) => (JsonObject)JsonNodes.Parse(File.ReadAllBytes(folder[file]))!;

    private static JsonObject[] Rows(TemporaryFolder folder) => [.. new JsonlTail(folder[Compared]).Last(10_000)];

    private static string?[] Services(TemporaryFolder folder) =>
        [.. new JsonlTail(folder["execution/sync_heartbeats.jsonl"]).Last(100).Select(row => Coerce.Text(row["service"]))];
}
