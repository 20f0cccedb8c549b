using System.Text.Json;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor;

/// <summary>The unified event of an order that a dry run does not send. Source: events contract.</summary>
internal sealed class DryRunRow(Intent intent, double now, double? qty, double? price) : ExecutorRow
{
    public override int EstimatedSize => 240 + intent.Symbol.Length + intent.AttemptId.Length + intent.IntentId.Length;

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("ts"u8, IsoTime.Format(now));
        writer.WriteString("type"u8, "order"u8);
        writer.WriteString("symbol"u8, intent.Symbol);
        writer.Number("qty"u8, qty);
        writer.Number("price"u8, price);
        writer.WriteNull("is_maker"u8);
        writer.WriteNull("slippage_bps"u8);
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("phase"u8, "dry_run"u8);
        writer.WriteString("side"u8, intent.Signal);
        writer.WriteString("attempt_id"u8, intent.AttemptId);
        writer.WriteString("intent_id"u8, intent.IntentId);
        writer.WriteEndObject();
    }
}
