using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>The documents that come from state files. Source: services contract, documents.</summary>
internal sealed class MirrorTable
{
    /// <summary>
    /// Surfaces that are mirrored as they are. <c>factor_diagnostics</c> is not: its matrices are of no use to remote readers.
    /// </summary>
    public static readonly string[] Surfaces =
    [
        "risk_snapshot", "router_health", "kpis_v7", "expectancy_v6", "symbol_scores_v6", "router_policy_suggestions_v6",
        "risk_allocation_suggestions_v6", "pipeline_v6_shadow_head", "pipeline_v6_compare_summary", "synced_state", "v6_runtime_probe",
    ];

    public MirrorTable(MirrorOptions options)
    {
        Root = $"hedge/{options.EnvironmentName}";
        SourceFile navState = File("nav_state"), nav = File("nav"), positions = File("positions"), peak = new(options.PeakFile);
        Documents =
        [
            new($"{Root}/state/nav", true, navState.Read, false),
            new($"{Root}/state/positions", true, positions.Read, false),
            new($"{Root}/state/leaderboard", true, () => Leaderboard.Of(positions.Read()), false),
            new($"{Root}/risk/peak_state", true, () => PeakDocument.Of(nav.Read(), peak.Read()), false),
            .. Surfaces.Select(name => new MirrorDocument($"{Root}/state/{name}", false, File(name).Read, true)),
        ];

        SourceFile File(string name) => new(Path.Combine(options.StateFolder, name + ".json"), options.Pending.GetValueOrDefault(name + ".json"));
    }

    /// <summary><c>hedge/{env}</c>.</summary>
    public string Root { get; }

    public IReadOnlyList<MirrorDocument> Documents { get; }

    /// <summary><c>state/sync_state</c>.</summary>
    public string SyncStatePath => $"{Root}/state/sync_state";

    public static JsonObject SyncState(MirrorStatus status, double now, string engineVersion) => new()
    {
        ["synced_at"] = now,
        ["ok"] = status.Ok,
        ["fail_count"] = status.FailCount,
        ["last_success_ts"] = status.LastSuccessTs,
        ["engine_version"] = engineVersion,
    };
}
