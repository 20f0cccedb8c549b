using System.Text.Json;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Stages.Executor;

/// <summary>One row of <c>signal_metrics.jsonl</c>: what the signal doctor said. Source: services contract, secondary files.</summary>
internal sealed class SignalRow(Intent intent, SignalVerdict verdict, double now) : ExecutorRow
{
    public override int EstimatedSize => 200 + intent.Symbol.Length + intent.AttemptId.Length;

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.Number("ts"u8, now);
        writer.WriteString("attempt_id"u8, intent.AttemptId);
        writer.WriteString("symbol"u8, intent.Symbol);
        writer.WriteString("signal"u8, intent.Signal);
        writer.WriteStartObject("doctor"u8);
        writer.WriteBoolean("ok"u8, verdict.Ok);
        writer.Texts("reasons"u8, verdict.Reasons);
        writer.Number("confidence"u8, verdict.Confidence);
        writer.WriteEndObject();
        writer.WriteNumber("queue_depth"u8, 0);
        writer.Number("latency_ms"u8, IntentRows.LatencyMs(intent, now));
    }
}
