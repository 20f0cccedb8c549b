using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>Routing suggestions applied to paper orders, through the command.</summary>
[TestClass]
public sealed class AutotuneReplayTests
{
    private static readonly string Demo = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    private static readonly Dictionary<string, string> AllOn = new()
    {
        ["INTEL_V6_ENABLED"] = "1",
        ["RISK_ENGINE_V6_ENABLED"] = "1",
        ["PIPELINE_V6_SHADOW_ENABLED"] = "1",
        ["ROUTER_AUTOTUNE_V6_ENABLED"] = "1",
        ["FEEDBACK_ALLOCATOR_V6_ENABLED"] = "1",
        ["ROUTER_AUTOTUNE_V6_APPLY_ENABLED"] = "1",
    };

    [TestMethod]
    [Timeout(240_000)]
    public void Suggestions_move_the_paper_routers_policy_in_bounded_steps_alike_in_every_replay_and_only_with_the_flag()
    {
        var everyTick = new Dictionary<string, string>(AllOn)
        {
            ["INTEL_V6_REFRESH_INTERVAL_S"] = "0",
            ["ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S"] = "0",
            ["FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S"] = "0",
        };
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run(everyTick, "replay", Demo, "--orders", "paper", "--logs", folder["on"]);
        Assert.AreEqual(0, code, errors);
        (code, _, errors) = HedgeFlowProcess.Run(everyTick, "replay", Demo, "--orders", "paper", "--logs", folder["again"], "--verify", OutputDigest.Of(folder["on"]));
        Assert.AreEqual(0, code, errors);
        JsonObject[] tuned = [.. Routed(folder["on"]).Where(row => Coerce.Flag(row["autotune_applied"]))];
        Assert.IsNotEmpty(tuned, "the demo market gives the router something to learn");
        foreach (JsonObject row in tuned)
        {
            double before = Coerce.Number(row["policy_before"]!["offset_bps"])!.Value;
            double after = Coerce.Number(row["policy_after"]!["offset_bps"])!.Value;
            Assert.IsTrue(Math.Abs(after - before) is > 1e-6 and <= 2 + 1e-9, $"{before} to {after}");
            Assert.AreEqual(after, Coerce.Number(row["policy"]!["offset_bps"])!.Value, 1e-12, "the order went out with it");
        }

        everyTick["ROUTER_AUTOTUNE_V6_SYMBOL_ALLOWLIST"] = "NOSUCHUSDT";
        (code, _, errors) = HedgeFlowProcess.Run(everyTick, "replay", Demo, "--orders", "paper", "--logs", folder["others"]);
        Assert.AreEqual(0, code, errors);
        Assert.IsFalse(Routed(folder["others"]).Any(row => Coerce.Flag(row["autotune_applied"])), "not on the list");

        everyTick.Remove("ROUTER_AUTOTUNE_V6_APPLY_ENABLED");
        (code, _, errors) = HedgeFlowProcess.Run(everyTick, "replay", Demo, "--orders", "paper", "--logs", folder["off"]);
        Assert.AreEqual(0, code, errors);
        Assert.IsTrue(File.Exists(folder["off/state/router_policy_suggestions_v6.json"]));
        Assert.IsTrue(Routed(folder["off"]).All(row => !Coerce.Flag(row["autotune_applied"]) && row["policy_before"] is null), "suggestions alone move nothing");
    }

    private static JsonObject[] Routed(string logs) =>
        [.. File.ReadLines(Path.Combine(logs, "execution", "order_metrics.jsonl")).Select(Parse).Where(row => row.ContainsKey("route"))];

    private static JsonObject Parse(string text) => (JsonObject)JsonNodes.TryParse(text, out _)!;
}
