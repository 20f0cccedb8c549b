using System.Text.Json.Nodes;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.State;

[TestClass]
public sealed class StateCatalogTests
{
    public static IEnumerable<object[]> Keys => StateCatalog.Entries.Select(entry => new object[] { entry.Key });

    [TestMethod]
    public void The_registry_knows_every_surface_of_the_contract_once()
    {
        string[] files =
        [
            "nav.json", "nav_state.json", "positions.json", "positions_state.json", "positions_ledger.json", "synced_state.json", "kpis_v7.json",
            "diagnostics.json", "risk_snapshot.json", "router_health.json", "expectancy_v6.json", "symbol_scores_v6.json",
            "router_policy_suggestions_v6.json", "risk_allocation_suggestions_v6.json", "pipeline_v6_shadow_head.json",
            "pipeline_v6_compare_summary.json", "v6_runtime_probe.json", "execution_health.json", "rv_momentum.json", "factor_diagnostics.json",
            "engine_metadata.json",
        ];

        CollectionAssert.AreEquivalent(files, StateCatalog.Entries.Select(entry => entry.File).ToArray());
        Assert.AreEqual(StateCatalog.Entries.Count, StateCatalog.Entries.Select(entry => entry.Key).Distinct().Count());
    }

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void The_type_of_a_surface_carries_the_names_of_its_entry(string key)
    {
        StateEntry entry = StateCatalog.Find(key)!;

        Assert.AreEqual(entry.Key, entry.Surface.Name);
        Assert.AreEqual(entry.File, entry.Surface.File);
        Assert.IsNotNull(entry.Surface.Contract, $"{entry.File} has no type");
    }

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void The_committed_schema_has_exactly_the_keys_of_the_type(string key)
    {
        StateEntry entry = StateCatalog.Find(key)!;
        JsonObject schema = entry.Schema!;
        string path = $"config/schemas/{entry.SchemaFile}";
        string file = Path.Combine(Repository.Root, path);
        if (!Golden.Update && File.Exists(file))
        {
            var committed = SchemaPaths.Of(JsonNode.Parse(File.ReadAllText(file)));
            var made = SchemaPaths.Of(schema);
            Assert.AreEqual("", string.Join(", ", committed.Except(made)), $"{entry.File}: keys of the contract that the type lacks");
            Assert.AreEqual("", string.Join(", ", made.Except(committed)), $"{entry.File}: keys of the type that the contract lacks");
        }

        Golden.Check(path, Golden.Text(schema));
    }

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void Every_key_that_a_contract_version_asks_for_is_in_the_schema(string key)
    {
        StateEntry entry = StateCatalog.Find(key)!;
        HashSet<string> paths = [.. SchemaPaths.Of(entry.Schema).Select(path => path.Split(' ')[0])];
        foreach ((string version, IReadOnlyList<string> names) in entry.RequiredKeys)
        {
            string[] missing = [.. names.Where(name => !paths.Contains(name))];
            Assert.AreEqual("", string.Join(", ", missing), $"{entry.File} lacks keys of contract {version}");
        }

        foreach (IReadOnlyList<string> group in entry.AnyOf)
        {
            Assert.IsTrue(group.Any(paths.Contains), $"{entry.File} has none of {string.Join(", ", group)}");
        }
    }

    [TestMethod]
    public void The_committed_manifest_is_the_registry()
    {
        string version = File.ReadAllText(Path.Combine(Repository.Root, "VERSION")).Trim();

        Golden.Check("config/v7_manifest.json", Golden.Text(StateManifest.Build(version)));
    }

    [TestMethod]
    public void The_page_in_the_documentation_is_the_registry() => Golden.Check("docs/state-surfaces.md", StateTable.Markdown());

    [TestMethod]
    public void The_manifest_follows_its_own_rules()
    {
        JsonObject manifest = StateManifest.Build("1");
        var files = (JsonObject)manifest["state_files"]!;
        string[] paths = [.. files.Select(file => file.Value!["path"]!.GetValue<string>())];

        CollectionAssert.AllItemsAreUnique(paths);
        foreach (KeyValuePair<string, JsonNode?> file in files)
        {
            Assert.IsFalse(Path.IsPathRooted(file.Value!["path"]!.GetValue<string>()), file.Key);
            CollectionAssert.Contains(StateManifest.Frequencies.ToList(), file.Value["update_frequency"]!.GetValue<string>(), file.Key);
            Assert.IsGreaterThan(0, file.Value["owner"]!.GetValue<string>().Length, file.Key);
            Assert.IsGreaterThan(0, file.Value["description"]!.GetValue<string>().Length, file.Key);
        }

        foreach (string required in (string[])["nav", "nav_state", "positions_state", "positions_ledger", "risk_snapshot", "runtime_diagnostics", "router_health"])
        {
            Assert.IsTrue(files.ContainsKey(required), required);
        }
    }

    [TestMethod]
    public void Only_the_owner_or_its_stand_in_may_write_a_file()
    {
        Assert.IsTrue(StateCatalog.MayWrite(StatePrograms.Executor, "nav.json"));
        Assert.IsFalse(StateCatalog.MayWrite(StatePrograms.Sync, "nav.json"));
        Assert.IsTrue(StateCatalog.MayWrite(StatePrograms.Sync, "nav_state.json"));
        Assert.IsFalse(StateCatalog.MayWrite(StatePrograms.Executor, "nav_state.json"));
        Assert.IsTrue(StateCatalog.MayWrite(StatePrograms.ShadowHeartbeat, "pipeline_v6_shadow_head.json"));
        Assert.IsFalse(StateCatalog.MayWrite(StatePrograms.Compare, "pipeline_v6_shadow_head.json"));
        Assert.IsFalse(StateCatalog.MayWrite(StatePrograms.Executor, "unknown.json"));
    }
}
