namespace HedgeFlow.State;

/// <summary>What the health check asks of one surface. Source: state contract, surface health check.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="File">File under the state folder.</param>
/// <param name="AnyOf">Of every group at least one key must be there.</param>
public sealed record HealthRule(string Name, string File, IReadOnlyList<IReadOnlyList<string>> AnyOf)
{
    /// <summary>Rules in the order of the report.</summary>
    public static IReadOnlyList<HealthRule> All { get; } =
    [
        new("nav_state", "nav_state.json", [["series", "total_equity", "nav", "nav_usd"]]),
        new("positions_state", "positions_state.json", [["positions", "rows", "items", "updated_at"]]),
        new("positions_ledger", "positions_ledger.json", [["entries", "updated_at"]]),
        new("kpis_v7", "kpis_v7.json", [["updated_at", "ts"], ["atr_regime", "dd_state", "drawdown"]]),
        new("risk_snapshot", "risk_snapshot.json", [["updated_ts", "risk_mode", "dd_state"]]),
        new("runtime_diagnostics", "diagnostics.json", [["runtime_diagnostics"]]),
        new("router_health", "router_health.json",
            [["updated_ts"], ["global", "summary", "symbols", "per_symbol", "router_health"]]),
        new("engine_metadata", "engine_metadata.json", [["engine_version", "updated_ts"]]),
    ];
}
