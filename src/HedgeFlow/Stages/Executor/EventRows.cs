using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// The unified event of a fact, as one row of <c>events.jsonl</c>. Every row has the same eight members; <c>type</c> is one of
/// order, fill, cancel, refresh, error, router. Source: events contract.
/// </summary>
public static class EventRows
{
    /// <summary>The event that an order life-cycle fact stands for; null for kinds that make none.</summary>
    public static JournalRow? Of(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        JsonObject p = fact.Payload;
        return fact.Kind switch
        {
            FeedKind.OrderAck or FeedKind.OrderFill when PostOnlyRefused(p) => PostOnly(fact),
            FeedKind.OrderAck or FeedKind.OrderFill when Coerce.Text(p["status"]) == "REJECTED" => Row(fact, "error", null, null, null, null,
                Pick(p, ("reason", "rejected"), ("component", "executor")).With("status", "orderId", "attempt_id", "intent_id")),
            FeedKind.OrderAck when Canceled(p) => Row(fact, "cancel", Number(p, "request_qty"), null, null, null, Pick(p).With("status", "orderId")),
            FeedKind.OrderAck => Row(fact, "order", Number(p, "request_qty"), null, null, null, Pick(p, ("phase", "ack")).With(
                "side", "order_type", "status", "orderId", "clientOrderId", "attempt_id", "intent_id")),
            FeedKind.OrderFill => Canceled(p)
                ? Row(fact, "cancel", Number(p, "executedQty"), Number(p, "avgPrice"), null, null, Pick(p).With("status", "orderId"))
                : Row(fact, "fill", Number(p, "executedQty"), Number(p, "avgPrice"), Coerce.Boolean(p["isMaker"]), null,
                    Pick(p, ("kind", "fill")).With("status", "fee_total", "feeAsset", "tradeIds", "orderId", "attempt_id", "intent_id")),
            FeedKind.OrderClose => Row(fact, "fill", Number(p, "closed_qty"), null, null, null,
                Pick(p, ("kind", "close")).With("realizedPnlUsd", "fees_total", "orderId", "attempt_id", "intent_id")),
            FeedKind.OrderError when OrderReadings.HasPostOnlyError(p) => PostOnly(fact),
            FeedKind.OrderError => Row(fact, "error", null, null, null, null, Error(p)),
            FeedKind.OrderMetric when p.ContainsKey("route") => Row(fact, "router", Number(p["qty"], "contracts"), Number(p["prices"], "avg_fill"),
                Coerce.Boolean(p["is_maker_final"]), Number(p, "slippage_bps"), Route(p)),
            _ => null,
        };
    }

    /// <summary>Something failed. <paramref name="reason"/> is a word of ours, never exception text.</summary>
    public static JournalRow Failure(string component, string reason, double now, string symbol = "", JsonObject? more = null)
    {
        var metadata = new JsonObject { ["reason"] = reason, ["component"] = component };
        if (more is not null)
        {
            foreach (KeyValuePair<string, JsonNode?> member in more)
            {
                metadata[member.Key] = member.Value?.DeepClone();
            }
        }

        return Row("error", symbol, now, null, null, null, null, metadata);
    }

    private static JournalRow Row(OrderFact fact, string type, double? qty, double? price, bool? maker, double? slippage, JsonObject metadata) =>
        Row(type, fact.Symbol, fact.Ts, qty, price, maker, slippage, metadata);

    private static JournalRow Row(string type, string symbol, double ts, double? qty, double? price, bool? maker, double? slippage, JsonObject metadata) =>
        new(JournalFiles.Events, new JsonObject
        {
            ["ts"] = IsoTime.Format(ts),
            ["type"] = type,
            ["symbol"] = symbol,
            ["qty"] = qty,
            ["price"] = price,
            ["is_maker"] = maker,
            ["slippage_bps"] = slippage,
            ["metadata"] = metadata,
        }, null, ts);

    /// <summary>A maker order that would have taken is a turn of the router, no error: it is sent again.</summary>
    private static JournalRow PostOnly(OrderFact fact) => Row(fact, "router", Number(fact.Payload, "request_qty"), null, null, null, new JsonObject
    {
        ["route"] = "maker_first",
        ["maker_start"] = true,
        ["used_fallback"] = false,
        ["rejections"] = 1,
        ["offset_bps"] = Number(fact.Payload, "offset_bps"),
        ["reasons"] = new JsonArray("post_only_reject"),
        ["attempt_id"] = fact.Payload["attempt_id"]?.DeepClone(),
        ["intent_id"] = fact.Payload["intent_id"]?.DeepClone(),
    });

    private static JsonObject Route(JsonObject payload)
    {
        JsonObject metadata = Pick(payload).With("route", "maker_start", "used_fallback");
        var decision = payload["decision"] as JsonObject;
        metadata["rejections"] = (decision?["post_only_rejects"] ?? payload["post_only_rejects"])?.DeepClone();
        metadata["offset_bps"] = (decision?["offset_bps"] ?? (payload["policy"] as JsonObject)?["offset_bps"])?.DeepClone();
        metadata["reasons"] = decision?["reasons"]?.DeepClone() ?? new JsonArray();
        return new Picker(payload, metadata).With("attempt_id", "intent_id");
    }

    private static bool PostOnlyRefused(JsonObject payload) =>
        Coerce.Text(payload["status"]) is "REJECTED" or "EXPIRED" && (OrderReadings.IsPostOnly(payload) || OrderReadings.HasPostOnlyError(payload));

    private static bool Canceled(JsonObject payload) => Coerce.Text(payload["status"]) is "CANCELED" or "CANCELLED" or "EXPIRED";

    private static double? Number(JsonNode? owner, string member) => Coerce.Number((owner as JsonObject)?[member]);

    private static JsonObject Error(JsonObject payload)
    {
        var metadata = new JsonObject { ["reason"] = Coerce.AsText(payload["reason"]) ?? "unknown", ["component"] = "executor" };
        if (payload["classification"] is JsonObject classification)
        {
            foreach (string name in (ReadOnlySpan<string>)["category", "code", "retriable"])
            {
                metadata[name] = classification[name]?.DeepClone();
            }
        }

        return metadata;
    }

    private static Picker Pick(JsonObject payload, params ReadOnlySpan<(string Name, string Value)> fixedMembers)
    {
        var metadata = new JsonObject();
        foreach ((string name, string value) in fixedMembers)
        {
            metadata[name] = value;
        }

        return new Picker(payload, metadata);
    }

    private readonly record struct Picker(JsonObject Payload, JsonObject Metadata)
    {
        public JsonObject With(params ReadOnlySpan<string> members)
        {
            foreach (string member in members)
            {
                if (Payload.TryGetPropertyValue(member, out JsonNode? value))
                {
                    Metadata[member] = value?.DeepClone();
                }
            }

            return Metadata;
        }
    }
}
