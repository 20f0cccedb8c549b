using System.Text.Json;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// A row of <c>risk_vetoes.jsonl</c> that the gate had no part in: the strategy's own list, the signal doctor, a saturated journal.
/// Source: services contract, risk_vetoes.jsonl.
/// </summary>
internal sealed class EarlyVetoRow(Intent intent, IReadOnlyList<string> reasons, string gate, string source, double price, string runId) : ExecutorRow
{
    public override int EstimatedSize => 520 + intent.Symbol.Length + intent.AttemptId.Length + intent.IntentId.Length + 24 * reasons.Count;

    public override string? TextOf(string member) => member switch
    {
        "veto_reason" => Gate.VetoReasons.Canonical(reasons[0]),
        "gate" => gate,
        _ => base.TextOf(member),
    };

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("symbol"u8, intent.Symbol);
        writer.WriteString("veto_reason"u8, Gate.VetoReasons.Canonical(reasons[0]));
        writer.WriteString("original_reason"u8, reasons[0]);
        writer.Texts("reasons"u8, reasons);
        writer.WriteString("gate"u8, gate);
        foreach (string name in (ReadOnlySpan<string>)["thresholds", "observations", "veto_detail", "context"])
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }

        writer.WriteString("strategy"u8, intent.Strategy);
        writer.WriteString("side"u8, intent.Signal);
        writer.WriteString("position_side"u8, intent.PositionSide.Length > 0 ? intent.PositionSide : null);
        writer.Number("signal_ts"u8, intent.SignalTs);
        writer.Number("qty_req"u8, IntentRows.Qty(intent, price));
        writer.Number("gross_usd"u8, intent.GrossUsd);
        writer.Number("price"u8, price > 0 ? price : double.NaN);
        writer.WriteString("attempt_id"u8, intent.AttemptId);
        writer.WriteString("intent_id"u8, intent.IntentId);
        writer.WriteString("run_id"u8, runId);
        writer.WriteString("source"u8, source);
    }
}
