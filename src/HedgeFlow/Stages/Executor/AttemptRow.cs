using System.Text.Json;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor;

/// <summary>One row of <c>orders_attempted.jsonl</c>, written before anything judges the intent. Source: services contract, secondary files.</summary>
internal sealed class AttemptRow(Intent intent, Book book, double now, double price, string runId) : ExecutorRow
{
    private readonly double _equity = book.Equity;
    private readonly double? _navAge = IntentRows.NavAge(book, now);
    private readonly bool _sourcesOk = book.SourcesOk;

    public override int EstimatedSize => 380 + intent.Symbol.Length + intent.AttemptId.Length + intent.IntentId.Length + Length(intent.Strategy);

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("symbol"u8, intent.Symbol);
        writer.WriteString("side"u8, intent.Signal);
        writer.WriteString("attempt_id"u8, intent.AttemptId);
        writer.WriteString("intent_id"u8, intent.IntentId);
        writer.Number("qty"u8, IntentRows.Qty(intent, price) ?? 0);
        writer.WriteString("strategy"u8, intent.Strategy);
        writer.Number("signal_ts"u8, intent.SignalTs);
        writer.Number("local_ts"u8, now);
        writer.WriteStartObject("nav_snapshot"u8);
        writer.Number("nav_usd"u8, _equity);
        writer.Number("nav_age_s"u8, _navAge);
        writer.WriteBoolean("nav_sources_ok"u8, _sourcesOk);
        writer.WriteEndObject();
        writer.WriteString("run_id"u8, runId);
        writer.WriteBoolean("reduce_only"u8, intent.ReduceOnly);
        writer.Number("price_hint"u8, price > 0 ? price : double.NaN);
        writer.Number("decision_latency_ms"u8, IntentRows.LatencyMs(intent, now));
        writer.Number("confidence"u8, intent.Confidence ?? 1.0);
        writer.Number("expected_edge"u8, intent.ExpectedEdge ?? 0.0);
    }
}
