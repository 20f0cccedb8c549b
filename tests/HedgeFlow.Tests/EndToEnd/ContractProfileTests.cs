using System.Text.Json.Nodes;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>Every file that a contract version names exists at run time under its profile, and only its own shapes differ.</summary>
[TestClass]
public sealed class ContractProfileTests
{
    private const string V6 =
        "nav positions risk_snapshot router_health expectancy_v6 symbol_scores_v6 router_policy_suggestions_v6 risk_allocation_suggestions_v6 "
        + "pipeline_v6_shadow_head pipeline_v6_compare_summary v6_runtime_probe synced_state";

    private const string V7Agent =
        "nav nav_state positions risk_snapshot router_health kpis_v7 execution_health expectancy_v6 symbol_scores_v6 router_policy_suggestions_v6 "
        + "risk_allocation_suggestions_v6 pipeline_v6_shadow_head pipeline_v6_compare_summary v6_runtime_probe synced_state";

    private const string V76 =
        "nav nav_state positions_state positions_ledger kpis_v7 diagnostics risk_snapshot router_health symbol_scores_v6 rv_momentum factor_diagnostics";

    private const string Logs =
        "execution/orders_executed.jsonl execution/order_metrics.jsonl execution/risk_vetoes.jsonl execution/events.jsonl router_health.jsonl "
        + "pipeline_v6_shadow.jsonl pipeline_v6_compare.jsonl execution/sync_heartbeats.jsonl";

    private static readonly Dictionary<string, string> Test = new()
    {
        ["DRY_RUN"] = "1",
        ["BINANCE_TESTNET"] = "1",
        ["PIPELINE_V6_SHADOW_ENABLED"] = "1",
        ["INTEL_V6_ENABLED"] = "1",
    };

    [TestMethod]
    [Timeout(240_000)]
    [DataRow("superset", V6 + " " + V7Agent + " " + V76)]
    [DataRow("v6", V6)]
    [DataRow("v7-agent", V7Agent)]
    [DataRow("v7.6", V76)]
    public void Every_file_of_the_version_is_there_and_healthy(string contract, string named)
    {
        using var folder = new TemporaryFolder();
        // First with the kill switch, for vetoes; then with orders.
        foreach (string killed in new[] { "1", "0" })
        {
            var environment = new Dictionary<string, string>(Test) { ["KILL_SWITCH"] = killed };
            (int demo, _, string errors) = HedgeFlowProcess.Run(environment, "demo", "--ticks", "200", "--interval", "0", "--logs", folder.Path, "--contract", contract);
            Assert.AreEqual(0, demo, errors);
        }

        (int sync, _, string syncErrors) = HedgeFlowProcess.Run(Test, "run", "sync", "--once", "--logs", folder.Path, "--contract", contract);
        Assert.AreEqual(0, sync, syncErrors);

        foreach (string name in named.Split(' '))
        {
            Assert.IsTrue(File.Exists(folder[$"state/{name}.json"]), name);
        }

        foreach (string log in Logs.Split(' '))
        {
            Assert.IsTrue(File.Exists(folder[log]), log);
        }

        var positions = JsonNode.Parse(File.ReadAllText(folder["state/positions.json"]))!;
        Assert.AreEqual(contract == "v7-agent", positions is JsonArray, "the root of positions.json");
        JsonNode updated = JsonNode.Parse(File.ReadAllText(folder["state/nav.json"]))!["updated_at"]!;
        Assert.AreEqual(contract == "v6", updated.GetValueKind() == System.Text.Json.JsonValueKind.String, "the time of nav.json");
        Assert.AreEqual(File.ReadAllText(folder["state/synced_state.json"]), File.ReadAllText(folder["synced_state.json"]), "the older place");

        (int doctor, string output, _) = HedgeFlowProcess.Run(Test, "doctor", "--strict", "--logs", folder.Path, "--contract", contract);
        Assert.AreEqual(0, doctor, output);
    }

    [TestMethod]
    public void The_versions_together_name_every_surface_but_the_engines_own()
    {
        HashSet<string> named = [.. $"{V6} {V7Agent} {V76}".Split(' ')];
        CollectionAssert.AreEqual(
            new[] { "engine_metadata.json" },
            StateCatalog.Entries.Select(entry => entry.File).Where(file => !named.Contains(Path.GetFileNameWithoutExtension(file))).ToArray());
    }
}
