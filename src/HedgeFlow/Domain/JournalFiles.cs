namespace HedgeFlow.Domain;

/// <summary>JSONL files of a book, as paths under its log folder. Source: services contract, JSONL inventory.</summary>
public static class JournalFiles
{
    public const string OrdersExecuted = "execution/orders_executed.jsonl";
    public const string OrdersAttempted = "execution/orders_attempted.jsonl";
    public const string OrderMetrics = "execution/order_metrics.jsonl";
    public const string RouterMetrics = "execution/router_metrics.jsonl";
    public const string RiskVetoes = "execution/risk_vetoes.jsonl";
    public const string SignalMetrics = "execution/signal_metrics.jsonl";
    public const string SyncHeartbeats = "execution/sync_heartbeats.jsonl";
    public const string PositionState = "execution/position_state.jsonl";
    public const string ExecutionAlerts = "execution/execution_alerts.jsonl";
    public const string Events = "execution/events.jsonl";
    public const string RouterHealth = "router_health.jsonl";
    public const string Shadow = "pipeline_v6_shadow.jsonl";
    public const string Compare = "pipeline_v6_compare.jsonl";
}
