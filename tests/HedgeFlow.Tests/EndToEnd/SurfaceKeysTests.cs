using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Sync;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>
/// The keys that a run really writes, of every surface, rows and free documents included. The schemas cover what the types say;
/// this covers what is copied and put together at run time.
/// </summary>
[TestClass]
public sealed class SurfaceKeysTests
{
    private const string GoldenFile = "tests/HedgeFlow.Tests/golden/state-keys.txt";

    private static readonly string Demo = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    /// <summary>Every stage on, each so often that the recording gives it something to say.</summary>
    private static readonly Dictionary<string, string> AllOn = new(V6Flags.Names.Select(name => KeyValuePair.Create(name, "1")))
    {
        ["INTEL_V6_REFRESH_INTERVAL_S"] = "10",
        ["ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S"] = "10",
        ["FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S"] = "10",
        ["ROUTER_HEALTH_REFRESH_INTERVAL_S"] = "5",
        ["EXEC_HEALTH_PUBLISH_INTERVAL"] = "5",
        ["PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S"] = "20",
        ["PIPELINE_V6_COMPARE_INTERVAL_S"] = "20",
    };

    [TestMethod]
    [Timeout(120_000)]
    public void Every_key_of_every_surface_is_written_and_none_is_new()
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run(AllOn, "replay", Demo, "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        Dictionary<string, JsonNode?> files = Read(folder);

        foreach (StateEntry entry in StateCatalog.Entries)
        {
            Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(entry.Schema!, files[entry.File])), entry.File);
        }

        Assert.AreEqual("", string.Join("; ", SurfaceInvariants.Violations(files.GetValueOrDefault)));
        var written = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((string file, JsonNode? document) in files)
        {
            Walk(document, StateCatalog.OfFile(file)!.Schema, Path.GetFileNameWithoutExtension(file), written);
        }

        string path = Path.Combine(Repository.Root, GoldenFile);
        if (!Golden.Update && File.Exists(path))
        {
            string[] golden = File.ReadAllLines(path);
            Assert.AreEqual("", string.Join(", ", golden.Except(written)), "keys that are no longer written");
            Assert.AreEqual("", string.Join(", ", written.Except(golden)), "keys that are new");
        }

        Golden.Check(GoldenFile, string.Join('\n', written) + "\n");
    }

    /// <summary>What the executor left, and the mirror that sync makes of it.</summary>
    private static Dictionary<string, JsonNode?> Read(TemporaryFolder folder)
    {
        var reader = new StateFolderReader(folder["state"]);
        Dictionary<string, JsonNode?> files = StateCatalog.Entries.ToDictionary(entry => entry.File, entry => reader.Read(entry.File)?.Root);
        files["nav_state.json"] = new LocalMirror(reader.Read).Plan(IsoTime.Parse(files["nav.json"]!["updated_ts"])!.Value + 1).Document;
        return files;
    }

    /// <summary>Named keys as they are, keys of maps as <c>{}</c>. Of a free document the first level counts: below, it holds what others said.</summary>
    private static void Walk(JsonNode? node, JsonNode? form, string path, SortedSet<string> found)
    {
        var schema = ((form as JsonObject)?["anyOf"] as JsonArray)?[0] as JsonObject ?? form as JsonObject;
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
            {
                Walk(item, schema?["items"], path + "[]", found);
            }
        }

        foreach (KeyValuePair<string, JsonNode?> member in node as JsonObject ?? [])
        {
            JsonNode? own = (schema?["properties"] as JsonObject)?[member.Key];
            JsonNode? any = schema?["additionalProperties"] as JsonObject;
            string name = path + (own is null && any is not null ? "{}" : "." + member.Key);
            found.Add(name);
            if ((own ?? any) is { } known)
            {
                Walk(member.Value, known, name, found);
            }
        }
    }
}
