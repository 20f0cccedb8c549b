namespace HedgeFlow.State;

/// <summary>
/// The registry of all surfaces: file, owner, cadence, keys per contract version, durability, health groups, type. The manifest, the
/// schemas, the single-writer check and the table in the documentation come from it. Source: state contract, file registry.
/// </summary>
public static class StateCatalog
{
    private static readonly Dictionary<string, StateEntry> ByFile;
    private static readonly Dictionary<string, StateEntry> ByKey;

    static StateCatalog()
    {
        Entries = [.. TickEntries.All, .. RiskEntries.All, .. IntelEntries.All, .. PipelineEntries.All];
        ByFile = Entries.ToDictionary(entry => entry.File, StringComparer.Ordinal);
        ByKey = Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        HealthChecked = [.. HealthOrder.Select(key => ByKey[key])];
    }

    /// <summary>Every surface, in the order of the manifest.</summary>
    public static IReadOnlyList<StateEntry> Entries { get; }

    /// <summary>Surfaces that the health check looks at, in the order of its report.</summary>
    public static IReadOnlyList<StateEntry> HealthChecked { get; }

    private static string[] HealthOrder =>
    [
        "nav_state", "positions_state", "positions_ledger", "kpis_v7", "risk_snapshot", "runtime_diagnostics", "router_health", "engine_metadata",
    ];

    /// <summary>The entry of a file name; null when no contract knows it.</summary>
    public static StateEntry? OfFile(string file) => ByFile.GetValueOrDefault(file);

    /// <summary>The entry of a manifest key, file name, or file name without its ending; null when there is none.</summary>
    public static StateEntry? Find(string name) => ByKey.GetValueOrDefault(name) ?? OfFile(name) ?? OfFile(name + ".json");

    /// <summary>
    /// The single-writer rule: a program may write a file that it owns, or that it stands in for. Nobody may write an unknown file.
    /// </summary>
    public static bool MayWrite(string program, string file) =>
        OfFile(file) is { } entry && (entry.Owner == program || entry.StandIn == program);
}
