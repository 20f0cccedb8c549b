using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>The last 24 hours of orders. The statistics come from NAV's own block; without it, from the tails of the logs.</summary>
internal static class ExecutionPanel
{
    public static void Build(BoardData data, PanelView view)
    {
        IReadOnlyList<JsonObject> orders = data.Rows(JournalFiles.OrdersExecuted);
        var stats = data.Pick("nav", "nav_state").Document?["exec_stats"] as JsonObject;
        double attempted = Number(stats, "attempted_24h") ?? data.Rows(JournalFiles.OrdersAttempted).Count;
        double executed = Number(stats, "executed_24h") ?? orders.Where(row => Coerce.Text(row["event_type"]) is "order_fill").Select(row => Coerce.AsText(row["orderId"])).Distinct(StringComparer.Ordinal).Count();
        double vetoes = Number(stats, "vetoes_24h") ?? data.Rows(JournalFiles.RiskVetoes).Count;
        view.Figures()
            .Add("Attempted", attempted, "int")
            .Add("Executed", executed, "int")
            .Add("Vetoes", vetoes, "int")
            .Add("Fill rate", stats is null ? attempted > 0 ? executed / attempted : null : Number(stats, "fill_rate"), "frac");
        view.Table(
            "orders",
            "Latest acks, fills and closes",
            [("Time", "time"), ("Event", "text"), ("Symbol", "symbol"), ("Side", "side"), ("Qty", "qty"), ("Price", "price"), ("PnL $", "pnl"), ("Latency", "ms")],
            orders.Where(row => Coerce.Text(row["event_type"]) is "order_ack" or "order_fill" or "order_close").TakeLast(40).Reverse().Select(row => new JsonArray(
                Cell(IsoTime.OfRecord(row)),
                Cell(Coerce.Text(row["event_type"])!["order_".Length..]),
                Cell(Text(row, "symbol")),
                Cell(Text(row, "side", "positionSide")),
                Cell(Number(row, "executedQty", "closed_qty", "request_qty")),
                Cell(Number(row, "avgPrice")),
                Cell(Number(row, "realizedPnlUsd")),
                Cell(Number(row, "latency_ms")))),
            "–");
    }
}
