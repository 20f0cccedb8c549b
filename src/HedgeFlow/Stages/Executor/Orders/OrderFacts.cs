using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>The payloads of order life-cycle facts, members in the contract's order. Source: services contract, orders_executed.</summary>
public static class OrderFacts
{
    internal static OrderFact Ack(OrderTicket ticket, long? orderId, string? clientOrderId, string status, double? latencyMs, double now)
    {
        var payload = new JsonObject
        {
            ["symbol"] = ticket.Symbol,
            ["side"] = ticket.Side,
            ["ts_ack"] = IsoTime.Format(now),
            ["orderId"] = orderId,
            ["clientOrderId"] = clientOrderId,
            ["request_qty"] = Number(ticket.RequestQty),
            ["order_type"] = ticket.OrderType,
            ["status"] = status,
        };
        AddSide(payload, ticket);
        if (latencyMs is { } latency)
        {
            payload["latency_ms"] = Number(Math.Max(0, latency));
        }

        AddIds(payload, ticket);
        return new OrderFact(FeedKind.OrderAck, now, ticket.Symbol, payload);
    }

    internal static OrderFact Fill(OrderTicket ticket, long? orderId, string? clientOrderId, FillSummary fill)
    {
        var payload = new JsonObject
        {
            ["symbol"] = ticket.Symbol,
            ["side"] = ticket.Side,
            ["ts_fill_first"] = IsoTime.Format(fill.FirstTs),
            ["ts_fill_last"] = IsoTime.Format(fill.LastTs),
            ["orderId"] = orderId,
            ["clientOrderId"] = clientOrderId,
            ["executedQty"] = Number(fill.ExecutedQty),
            ["avgPrice"] = Number(fill.AvgPrice),
            ["fee_total"] = Number(fill.FeeTotal),
            ["feeAsset"] = fill.FeeAsset,
            ["tradeIds"] = new JsonArray([.. fill.TradeIds.Select(id => (JsonNode?)id)]),
            ["status"] = fill.Status,
        };
        AddSide(payload, ticket);
        AddIds(payload, ticket);
        AddStrategy(payload, ticket);
        payload["latency_ms"] = Number(fill.LatencyMs);
        return new OrderFact(FeedKind.OrderFill, fill.LastTs, ticket.Symbol, payload);
    }

    internal static OrderFact Close(
        OrderTicket ticket, long? orderId, string? clientOrderId, double pnl, double fees, double before, double after, double closed, double ts)
    {
        var payload = new JsonObject
        {
            ["symbol"] = ticket.Symbol,
            ["ts_close"] = IsoTime.Format(ts),
            ["orderId"] = orderId,
            ["clientOrderId"] = clientOrderId,
            ["realizedPnlUsd"] = Number(pnl),
            ["fees_total"] = Number(fees),
            ["position_size_before"] = Number(before),
            ["position_size_after"] = Number(after),
        };
        if (ticket.PositionSide is { Length: > 0 } side)
        {
            payload["positionSide"] = side;
        }

        payload["closed_qty"] = Number(closed);
        AddIds(payload, ticket);
        AddStrategy(payload, ticket);
        return new OrderFact(FeedKind.OrderClose, ts, ticket.Symbol, payload);
    }

    /// <summary>An order that came to nothing.</summary>
    /// <param name="ticket">The order.</param>
    /// <param name="reason">A word of ours, never exception text.</param>
    /// <param name="notional">USD; NaN = unknown.</param>
    /// <param name="error">How the exchange put it; null when it was not asked.</param>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="retried">The order was sent again.</param>
    public static OrderFact Error(OrderTicket ticket, string reason, double notional, ExchangeErrorClass? error, double now, bool retried = false)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var payload = new JsonObject
        {
            ["symbol"] = ticket.Symbol,
            ["side"] = ticket.Side,
            ["reason"] = reason,
            ["notional"] = Number(notional),
            ["retried"] = retried,
        };
        if (error is not null)
        {
            payload["classification"] = error.ToJson();
        }

        AddIds(payload, ticket);
        return new OrderFact(FeedKind.OrderError, now, ticket.Symbol, payload);
    }

    internal static string? IdText(long? orderId) => orderId?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Overflowed arithmetic is no number: null, as everywhere in the contract.</summary>
    internal static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static void AddSide(JsonObject payload, OrderTicket ticket)
    {
        if (ticket.PositionSide is { Length: > 0 } side)
        {
            payload["positionSide"] = side;
        }

        if (ticket.ReduceOnly)
        {
            payload["reduceOnly"] = true;
        }
    }

    private static void AddIds(JsonObject payload, OrderTicket ticket)
    {
        if (ticket.AttemptId is { } attempt)
        {
            payload["attempt_id"] = attempt;
        }

        if (ticket.IntentId is { } intent)
        {
            payload["intent_id"] = intent;
        }
    }

    private static void AddStrategy(JsonObject payload, OrderTicket ticket)
    {
        if (ticket.Strategy is { } strategy)
        {
            payload["strategy"] = strategy;
        }

        if (ticket.Metadata is { } metadata)
        {
            payload["metadata"] = metadata.DeepClone();
        }
    }
}
