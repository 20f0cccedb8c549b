using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Stages.Executor;

/// <summary>JSONL rows of an intent on its way to the router. Source: services contract, secondary files.</summary>
internal static class IntentRows
{
    /// <summary>One row per intent, written before anything judges it.</summary>
    public static JournalRow Attempt(Intent intent, Book book, double now, double price, string runId) =>
        new(JournalFiles.OrdersAttempted, new AttemptRow(intent, book, now, price, runId), "order_attempt", now);

    /// <summary>What the signal doctor said.</summary>
    public static JournalRow Signal(Intent intent, SignalVerdict verdict, double now) =>
        new(JournalFiles.SignalMetrics, new SignalRow(intent, verdict, now), null, now);

    /// <summary>A veto that the gate had no part in: the strategy's own list, or the signal doctor.</summary>
    public static JournalRow Veto(Intent intent, IReadOnlyList<string> reasons, string gate, string source, double now, double price, string runId) =>
        new(JournalFiles.RiskVetoes, new EarlyVetoRow(intent, reasons, gate, source, price, runId), Gate.VetoRecord.EventType, now);

    /// <summary>The order that a dry run does not send.</summary>
    public static JournalRow DryRun(Intent intent, double now, double? qty, double? price) =>
        new(JournalFiles.Events, new DryRunRow(intent, now, qty, price), null, now);

    /// <summary>The position after an executed order. Source: services contract, <c>position_state</c>.</summary>
    public static JournalRow Position(string symbol, Book book, double now, string runId)
    {
        double qty = 0;
        double entry = double.NaN;
        double unrealized = 0;
        double leverage = double.NaN;
        string mode = "BOTH";
        foreach (ref readonly PositionRow row in book.Positions.Span)
        {
            if (row.Symbol == symbol && Math.Abs(row.Qty) >= Math.Abs(qty))
            {
                (qty, entry, unrealized, leverage, mode) = (row.Qty, row.Entry, row.Unrealized, row.Leverage, row.ExchangeSide);
            }
        }

        return new JournalRow(JournalFiles.PositionState, new JsonObject
        {
            ["symbol"] = symbol,
            ["pos_qty"] = qty,
            ["entry_px"] = Finite(entry),
            ["unrealized_pnl"] = unrealized,
            ["leverage"] = Finite(leverage),
            ["mode"] = mode,
            ["run_id"] = runId,
        }, "position_snapshot", now);
    }

    public static double? NavAge(Book book, double now) => double.IsFinite(book.EquityTs) ? Math.Max(0, now - book.EquityTs) : null;

    /// <summary>Base units asked for; null when there is neither quantity nor price.</summary>
    public static double? Qty(Intent intent, double price) => intent.Qty > 0 ? intent.Qty : price > 0 ? intent.GrossUsd / price : null;

    /// <summary>Milliseconds from signal to decision; null when the signal has no time, or one in the future.</summary>
    public static double? LatencyMs(Intent intent, double now) => intent.SignalTs is { } signal && now >= signal ? (now - signal) * 1000 : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
