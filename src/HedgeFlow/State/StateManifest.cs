using System.Text.Json.Nodes;

namespace HedgeFlow.State;

/// <summary>The release manifest <c>v7_manifest.json</c>: every surface with its owner and cadence. Source: state contract, manifest.</summary>
public static class StateManifest
{
    /// <summary>How often a surface of the manifest may be written.</summary>
    public static IReadOnlyList<string> Frequencies { get; } = ["per_loop", "per_sync", "per_intel", "per_intel_throttled", "on_demand"];

    /// <param name="docsVersion">Version of the engine whose contract the manifest describes.</param>
    public static JsonObject Build(string docsVersion)
    {
        var files = new JsonObject();
        foreach (StateEntry entry in StateCatalog.Entries)
        {
            var file = new JsonObject
            {
                ["path"] = entry.Path,
                ["owner"] = entry.Owner,
                ["update_frequency"] = entry.UpdateFrequency,
                ["description"] = entry.Description,
            };
            if (entry.Soft)
            {
                file["optional"] = true;
            }

            if (Fields(entry) is { Count: > 0 } fields)
            {
                file["fields"] = fields;
            }

            files[entry.Key] = file;
        }

        return new JsonObject
        {
            ["docs_version"] = docsVersion,
            ["state_files"] = files,
            ["diagnostics"] = new JsonObject { ["veto_metrics"] = true, ["exit_pipeline"] = true, ["liveness"] = true },
        };
    }

    private static JsonArray Fields(StateEntry entry) =>
        [.. (entry.Surface.Contract?.Properties ?? []).Where(property => property.Get is not null).Select(property => JsonValue.Create(property.Name))];
}
