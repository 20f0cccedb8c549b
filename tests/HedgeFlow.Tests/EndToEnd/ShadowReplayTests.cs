using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

[TestClass]
public sealed class ShadowReplayTests
{
    private static readonly string Demo = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    private static readonly Dictionary<string, string> AllOn = new()
    {
        ["PIPELINE_V6_SHADOW_ENABLED"] = "1",
        ["PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S"] = "20",
        ["PIPELINE_V6_COMPARE_INTERVAL_S"] = "30",
    };

    [TestMethod]
    [Timeout(240_000)]
    public void Shadow_and_compare_follow_a_replay_and_repeat_to_the_byte()
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run(AllOn, "replay", Demo, "--logs", folder["a"]);
        Assert.AreEqual(0, code, errors);
        (int second, _, string secondErrors) = HedgeFlowProcess.Run(AllOn, "replay", Demo, "--logs", folder["b"], "--verify", OutputDigest.Of(folder["a"]));
        Assert.AreEqual(0, second, secondErrors);

        IReadOnlyList<JsonObject> shadow = new JsonlTail(folder["a/pipeline_v6_shadow.jsonl"]).Last(1000);
        int beats = shadow.Count(row => Coerce.Flag(row["heartbeat"]));
        int entries = File.ReadLines(Demo).Select(line => (JsonObject)JsonNode.Parse(line)!).Count(IsEntry);
        Assert.IsGreaterThan(0, entries);
        Assert.AreEqual(entries, shadow.Count - beats, "one record per entry");
        Assert.IsGreaterThan(1, beats, "and the heartbeats");

        var head = (JsonObject)JsonNode.Parse(File.ReadAllText(folder["a/state/pipeline_v6_shadow_head.json"]))!;
        Assert.AreEqual(Math.Min(100, shadow.Count), (int)head["total"]!);
        Assert.AreEqual((int)head["total"]!, (int)head["allowed"]! + (int)head["vetoed"]!);
        Assert.IsTrue(JsonNode.DeepEquals(shadow[^1], head["last_decision"]), "the newest row of the log");

        var summary = (JsonObject)JsonNode.Parse(File.ReadAllText(folder["a/state/pipeline_v6_compare_summary.json"]))!;
        IReadOnlyList<JsonObject> compared = new JsonlTail(folder["a/pipeline_v6_compare.jsonl"]).Last(1000);
        Assert.IsGreaterThan(0, (int)summary["sample_size"]!);
        JsonObject newest = compared[^1];
        Assert.AreEqual((int)summary["sample_size"]!, (int)(long)newest["diff_count"]!);
        Assert.IsTrue(JsonNode.DeepEquals(summary, newest["summary"]), "the log's newest run is the surface");
        Assert.AreEqual(compared.Count(row => row.ContainsKey("shadow")), (int)(long)newest["diff_count"]!, "every difference is logged once");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Without_the_flag_there_is_no_shadow_log_and_the_head_is_empty()
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run("replay", Demo, "--logs", folder["a"], "--max-ticks", "5");
        Assert.AreEqual(0, code, errors);
        Assert.IsFalse(File.Exists(folder["a/pipeline_v6_shadow.jsonl"]));
        var head = (JsonObject)JsonNode.Parse(File.ReadAllText(folder["a/state/pipeline_v6_shadow_head.json"]))!;
        Assert.AreEqual(0, (int)head["total"]!);
        Assert.IsNull(head["last_decision"]);
    }

    private static bool IsEntry(JsonObject row) => Coerce.Text(row["kind"]) == "intent" && !Coerce.Flag(row["reduceOnly"]);
}
