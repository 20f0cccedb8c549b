using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// The execution metric of one routed order: built from what the router was asked and what it answered, then completed with the
/// confirmed fill. Prices in quote per base unit, times in milliseconds, slippage in basis points with + = adverse.
/// Source: services contract, order_metrics.
/// </summary>
public static class OrderMetricRecord
{
    private const string Venue = "binance_futures";
    private const string DefaultRoute = "market";

    /// <summary>The record before the fill is confirmed; null when routing failed.</summary>
    /// <param name="intent">Order members with <c>router_ctx, timing, retry_count, route</c>.</param>
    /// <param name="attemptId">Id of the attempt.</param>
    /// <param name="result">The router's answer with <c>raw</c> and <c>router_meta</c>; null = routing failed.</param>
    public static JsonObject? Build(JsonObject intent, string? attemptId, JsonObject? result)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (result is null)
        {
            return null;
        }

        var context = intent["router_ctx"] as JsonObject;
        var raw = result["raw"] as JsonObject;
        var meta = result["router_meta"] as JsonObject;
        var autotune = meta?["autotune"] as JsonObject;
        double? mark = FirstNonZero(intent["mark_price"], context?["mark_price"], context?["price"], intent["price"]);
        double? submitted = FirstNonZero(intent["price"], context?["price"]);
        double? average = FirstNonZero(result["price"], raw?["avgPrice"]);
        double? contracts = FirstNonZero(result["qty"], raw?["executedQty"], intent["quantity"], intent["qty"]);
        bool makerFinal = Coerce.Flag(meta?["is_maker_final"]);
        bool fallback = Coerce.Flag(meta?["used_fallback"]);
        string status = OrderStatus.Normalize(Coerce.Text(raw?["status"]));
        if (status == OrderStatus.Unknown)
        {
            status = Coerce.Flag(result["accepted"]) ? "ACCEPTED" : OrderStatus.Rejected;
        }

        JsonNode? answered = Node(Coerce.Number(result["latency_ms"]));
        var record = new JsonObject
        {
            ["attempt_id"] = attemptId,
            ["venue"] = Venue,
            ["route"] = Coerce.Text(intent["route"]) ?? DefaultRoute,
            ["prices"] = new JsonObject { ["mark"] = Node(mark), ["submitted"] = Node(submitted), ["avg_fill"] = Node(average) },
            ["qty"] = new JsonObject
            {
                ["contracts"] = Node(contracts),
                ["notional_usd"] = Node(contracts * (mark ?? submitted ?? average)),
            },
            ["timing_ms"] = new JsonObject
            {
                ["decision"] = Node(Coerce.Number((intent["timing"] as JsonObject)?["decision"])),
                ["submit"] = Node(Coerce.Number((intent["timing"] as JsonObject)?["submit"])),
                ["ack"] = answered,
                ["fill"] = null,
            },
            ["result"] = Result(status, Coerce.Integer(intent["retry_count"]) ?? 0),
            ["fees_usd"] = Node(Coerce.Number(raw?["commission"])),
            ["slippage_bps"] = Node(ExecutionPrice.SlippageBps(Coerce.Text(intent["side"]) ?? Coerce.Text(intent["signal"]), mark, average)),
            ["ack_latency_ms"] = answered?.DeepClone(),
            ["maker_start"] = Coerce.Flag(meta is null || !meta.ContainsKey("maker_start") ? context?["maker_first"] : meta["maker_start"]),
            ["is_maker_final"] = makerFinal,
            ["used_fallback"] = fallback,
            ["policy"] = (meta?["router_policy"] ?? context?["router_policy"])?.DeepClone(),
            ["autotune_applied"] = Coerce.Flag(autotune?["applied"]),
            ["policy_before"] = autotune?["before"]?.DeepClone(),
            ["policy_after"] = autotune?["after"]?.DeepClone(),
        };
        if (meta?["decision"] is { } decision)
        {
            record["decision"] = decision.DeepClone();
        }

        record["execution_style"] = Coerce.Text(intent["execution_style"]) ?? "single";
        record["is_maker"] = makerFinal;
        record["is_taker"] = !makerFinal;
        record["rejected"] = status == OrderStatus.Rejected;
        record["fallback"] = fallback;
        return record;
    }

    /// <summary>Puts in what is known once the order is confirmed; <paramref name="record"/> is still the caller's own.</summary>
    /// <param name="record">As built.</param>
    /// <param name="ticket">The order.</param>
    /// <param name="fill">Its trades; null = none.</param>
    /// <param name="ackMs">Attempt to answer.</param>
    /// <param name="now">Write time, epoch seconds.</param>
    public static OrderFact Complete(JsonObject record, OrderTicket ticket, FillSummary? fill, double? ackMs, double now)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(ticket);
        var timing = (JsonObject)record["timing_ms"]!;
        timing["ack"] = Node(ackMs);
        if (fill is not null)
        {
            var prices = (JsonObject)record["prices"]!;
            prices["avg_fill"] = Node(fill.AvgPrice);
            record["qty"] = new JsonObject { ["contracts"] = Node(fill.ExecutedQty), ["notional_usd"] = Node(fill.ExecutedQty * fill.AvgPrice) };
            timing["fill"] = Node(fill.LatencyMs);
            record["result"] = Result(fill.Status, Coerce.Integer(record["result"]?["retries"]) ?? 0);
            record["fees_usd"] = Node(fill.FeeTotal);
            record["slippage_bps"] = Node(ExecutionPrice.SlippageBps(ticket.Side, Coerce.Number(prices["mark"]), fill.AvgPrice));
            record["rejected"] = fill.Status == OrderStatus.Rejected;
        }

        record["intent_id"] = ticket.IntentId;
        record["symbol"] = ticket.Symbol;
        record["side"] = ticket.Side;
        record["ts"] = now;
        return new OrderFact(FeedKind.OrderMetric, now, ticket.Symbol, record);
    }

    /// <summary>The bookkeeping row of a close. It carries no maker members, so that it counts as a sample but as no route.</summary>
    public static OrderFact OfClose(OrderTicket ticket, OrderFact close, string orderStatus)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(close);
        return new OrderFact(FeedKind.OrderMetric, close.Ts, ticket.Symbol, new JsonObject
        {
            ["ts"] = close.Ts,
            ["intent_id"] = ticket.IntentId,
            ["attempt_id"] = ticket.AttemptId,
            ["symbol"] = ticket.Symbol,
            ["side"] = ticket.Side,
            ["event"] = "position_close",
            ["pnl_at_close_usd"] = close.Payload["realizedPnlUsd"]?.DeepClone(),
            ["order_status"] = orderStatus,
        });
    }

    private static JsonObject Result(string status, long retries) => new()
    {
        ["status"] = status,
        ["retries"] = retries,
        ["cancelled"] = OrderStatus.IsCancelled(status),
    };

    private static double? FirstNonZero(params ReadOnlySpan<JsonNode?> nodes)
    {
        foreach (JsonNode? node in nodes)
        {
            if (Coerce.Number(node) is { } number && number != 0)
            {
                return number;
            }
        }

        return null;
    }

    private static JsonNode? Node(double? value) => value is { } number ? OrderFacts.Number(number) : null;
}
