using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Stages.Executor;

/// <summary>JSONL rows of an intent on its way to the router. Source: services contract, secondary files.</summary>
internal static class IntentRows
{
    /// <summary>One row per intent, written before anything judges it.</summary>
    public static JournalRow Attempt(Intent intent, Book book, double now, double price, string runId)
    {
        double qty = intent.Qty > 0 ? intent.Qty : price > 0 ? intent.GrossUsd / price : 0;
        return new JournalRow(JournalFiles.OrdersAttempted, new JsonObject
        {
            ["symbol"] = intent.Symbol,
            ["side"] = intent.Signal,
            ["attempt_id"] = intent.AttemptId,
            ["intent_id"] = intent.IntentId,
            ["qty"] = qty,
            ["strategy"] = intent.Strategy,
            ["signal_ts"] = intent.SignalTs,
            ["local_ts"] = now,
            ["nav_snapshot"] = new JsonObject
            {
                ["nav_usd"] = Finite(book.Equity),
                ["nav_age_s"] = NavAge(book, now),
                ["nav_sources_ok"] = book.SourcesOk,
            },
            ["run_id"] = runId,
            ["reduce_only"] = intent.ReduceOnly,
            ["price_hint"] = price > 0 ? price : null,
            ["decision_latency_ms"] = intent.SignalTs is { } signal && now >= signal ? (now - signal) * 1000 : null,
            ["confidence"] = intent.Confidence ?? 1.0,
            ["expected_edge"] = intent.ExpectedEdge ?? 0.0,
        }, "order_attempt", now);
    }

    /// <summary>What the signal doctor said.</summary>
    public static JournalRow Signal(Intent intent, SignalVerdict verdict, double now)
    {
        JsonArray reasons = Texts(verdict.Reasons);
        return new JournalRow(JournalFiles.SignalMetrics, new JsonObject
        {
            ["ts"] = now,
            ["attempt_id"] = intent.AttemptId,
            ["symbol"] = intent.Symbol,
            ["signal"] = intent.Signal,
            ["doctor"] = new JsonObject { ["ok"] = verdict.Ok, ["reasons"] = reasons, ["confidence"] = verdict.Confidence },
            ["queue_depth"] = 0,
            ["latency_ms"] = intent.SignalTs is { } signal && now >= signal ? (now - signal) * 1000 : null,
        }, null, now);
    }

    /// <summary>A veto that the gate had no part in: the strategy's own list, or the signal doctor.</summary>
    public static JournalRow Veto(Intent intent, IReadOnlyList<string> reasons, string gate, string source, double now, double price, string runId)
    {
        JsonArray list = Texts(reasons);
        return new JournalRow(JournalFiles.RiskVetoes, new JsonObject
        {
            ["symbol"] = intent.Symbol,
            ["veto_reason"] = Gate.VetoReasons.Canonical(reasons[0]),
            ["original_reason"] = reasons[0],
            ["reasons"] = list,
            ["gate"] = gate,
            ["thresholds"] = new JsonObject(),
            ["observations"] = new JsonObject(),
            ["veto_detail"] = new JsonObject(),
            ["context"] = new JsonObject(),
            ["strategy"] = intent.Strategy,
            ["side"] = intent.Signal,
            ["position_side"] = intent.PositionSide.Length > 0 ? intent.PositionSide : null,
            ["signal_ts"] = intent.SignalTs,
            ["qty_req"] = intent.Qty > 0 ? intent.Qty : price > 0 ? intent.GrossUsd / price : null,
            ["gross_usd"] = intent.GrossUsd,
            ["price"] = price > 0 ? price : null,
            ["attempt_id"] = intent.AttemptId,
            ["intent_id"] = intent.IntentId,
            ["run_id"] = runId,
            ["source"] = source,
        }, "risk_veto", now);
    }

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

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)JsonValue.Create(text))];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
