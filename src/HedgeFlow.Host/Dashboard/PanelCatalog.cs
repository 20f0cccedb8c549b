using HedgeFlow.Domain;
using HedgeFlow.Host.Dashboard.Panels;

namespace HedgeFlow.Host.Dashboard;

/// <summary>The thirteen panels in the order of the page, with what ages them. Source: services contract, single page.</summary>
internal static class PanelCatalog
{
    /// <summary>Seconds after which NAV counts as late; stale it is at 3600.</summary>
    public const double NavLateAfter = 300;

    public static IReadOnlyList<Panel> All { get; } =
    [
        new("header", "engine_metadata", 300, TopPanels.Header),
        new("flags", "v6_runtime_probe", 900, TopPanels.Flags) { Fallback = "synced_state" },
        new("kpis", "nav", 3600, TopPanels.Kpis) { Fallback = "nav_state", LateAfter = NavLateAfter },
        new("equity", "nav_state", 300, EquityPanel.Build) { Fallback = "nav" },
        new("regimes", "risk_snapshot", 300, TopPanels.Regimes),
        new("risk", "risk_snapshot", 300, RiskPanel.Build),
        new("router", "router_health", 180, RouterPanel.Build),
        new("positions", "positions_state", 300, PositionsPanel.Build) { Fallback = "positions" },
        new("execution", "nav", 1800, ExecutionPanel.Build) { Fallback = "nav_state", Log = JournalFiles.OrdersExecuted },
        new("intel", "symbol_scores_v6", 1800, IntelPanel.Build),
        new("pipeline", "pipeline_v6_shadow_head", 1800, PipelinePanel.Build) { Fallback = "pipeline_v6_compare_summary" },
        new("heartbeats", null, 180, LastPanels.Heartbeats) { Log = JournalFiles.SyncHeartbeats },
        new("diagnostics", null, null, LastPanels.Diagnostics),
    ];

    /// <summary>Seconds after which a surface counts as stale on the page.</summary>
    public static double StaleAfter(string name) => name switch
    {
        "nav" => 3600,
        "nav_state" or "kpis_v7" or "positions_ledger" or "vol_regimes" or "synced_state" => 300,
        "expectancy_v6" => 1800,
        "router_policy_suggestions_v6" or "risk_allocation_suggestions_v6" => 3600,
        "pipeline_v6_compare_summary" => 2700,
        _ => All.Where(panel => panel.Source == name).Select(panel => panel.StaleAfter).FirstOrDefault(seconds => seconds is not null) ?? 900,
    };
}
