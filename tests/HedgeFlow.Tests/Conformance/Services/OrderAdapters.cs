using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class OrderAdapters
{
    [Vector("services/order_status")]
    public static JsonNode? Status(JsonNode? input)
    {
        string status = OrderStatus.Normalize(Coerce.Text(input!["status"]));
        return new JsonObject { ["normalized"] = status, ["accepted"] = OrderStatus.IsAccepted(status) };
    }

    [Vector("services/order_lifecycle")]
    public static JsonNode? Lifecycle(JsonNode? input)
    {
        var o = (JsonObject)input!;
        var lots = new FifoLots();
        foreach (JsonNode? lot in (JsonArray)o["open_lots"]!)
        {
            double sign = Coerce.Text(lot!["side"]) == "BUY" ? 1 : -1;
            lots.Seed(Coerce.Symbol(lot["symbol"]), Coerce.Text(lot["position_side"]), sign * Coerce.Number(lot["qty"])!.Value, Coerce.Number(lot["price"])!.Value);
        }

        var ticket = new OrderTicket
        {
            Symbol = Coerce.Symbol(o["symbol"]),
            Side = Coerce.Text(o["side"])!.ToUpperInvariant(),
            OrderType = Coerce.Text(o["order_type"])!.ToUpperInvariant(),
            RequestQty = Coerce.Number(o["request_qty"])!.Value,
            PositionSide = Coerce.Text(o["position_side"]),
            ReduceOnly = Coerce.Flag(o["reduce_only"]),
            AttemptId = Coerce.Text(o["attempt_id"]),
            IntentId = Coerce.Text(o["intent_id"]),
            Strategy = Coerce.Text(o["strategy"]),
            Metadata = o["metadata"] as JsonObject,
        };
        var polling = new FillPolling { Interval = Coerce.Number(o["poll_interval_s"])!.Value, Timeout = Coerce.Number(o["poll_timeout_s"])!.Value };
        var order = new OrderLifecycle(ticket, lots, polling);
        double clock = Coerce.Number(o["clock_start"])!.Value;
        var facts = new List<OrderFact>();
        OrderFact? ack = order.Acknowledge((JsonObject)o["response"]!, Coerce.Number(o["latency_ms"]), clock);
        if (ack is not null)
        {
            facts.Add(ack);
        }

        var polls = (JsonArray)o["polls"]!;
        for (int i = 0; order.NextPoll(clock) is { } wait; i++)
        {
            clock += wait;
            JsonNode poll = polls[Math.Min(i, polls.Count - 1)]!;
            order.Observe(Coerce.Text(poll["status"]), poll["trades"] as JsonArray, clock, facts);
        }

        return new JsonObject
        {
            ["ack_emitted"] = ack is not null,
            ["events"] = new JsonArray([.. facts.Select(fact => (JsonNode?)new JsonObject
            {
                ["event_type"] = fact.Kind switch
                {
                    FeedKind.OrderAck => "order_ack",
                    FeedKind.OrderFill => "order_fill",
                    FeedKind.OrderClose => "order_close",
                    _ => fact.Kind.ToString(),
                },
                ["payload"] = fact.Payload.DeepClone(),
            })]),
            ["summary"] = order.Summary is not { } fill ? null : new JsonObject
            {
                ["executed_qty"] = fill.ExecutedQty,
                ["avg_price"] = fill.AvgPrice,
                ["status"] = fill.Status,
                ["fee_total"] = fill.FeeTotal,
                ["fee_asset"] = fill.FeeAsset,
                ["trade_ids"] = new JsonArray([.. fill.TradeIds.Select(id => (JsonNode?)id)]),
                ["ts_fill_first"] = IsoTime.Format(fill.FirstTs),
                ["ts_fill_last"] = IsoTime.Format(fill.LastTs),
                ["latency_ms"] = fill.LatencyMs,
            },
        };
    }

    [Vector("services/order_metrics_record")]
    public static JsonNode? Metrics(JsonNode? input) =>
        OrderMetricRecord.Build((JsonObject)input!["intent"]!, Coerce.Text(input["attempt_id"]), input["route_result"] as JsonObject);

    [Vector("services/order_payload", ExactAt = "payload")]
    public static JsonNode? Payload(JsonNode? input)
    {
        OrderPayload order = OrderPayload.FromGross(
            Coerce.Symbol(input!["symbol"]),
            Coerce.Text(input["side"])!,
            Coerce.Number(input["price"])!.Value,
            Coerce.Number(input["desired_gross_usd"])!.Value,
            Coerce.Flag(input["reduce_only"]),
            Coerce.Text(input["position_side"]),
            SymbolFilters.Of((JsonObject)input["filters"]!));
        return order.Error is { } error
            ? new JsonObject { ["error"] = error }
            : new JsonObject { ["payload"] = order.Payload!.DeepClone(), ["price"] = order.Price, ["qty"] = order.Qty, ["notional"] = order.Notional };
    }

    [Vector("services/order_request_params", ExactAt = "request")]
    public static JsonNode? Request(JsonNode? input)
    {
        JsonObject request = OrderRequestParams.Build((JsonObject)input!["order"]!, input["positions"] as JsonArray);
        return new JsonObject
        {
            ["request"] = request.DeepClone(),
            ["dry_run_response"] = Coerce.Flag(input["dry_run"]) ? OrderRequestParams.DryRunResponse(request, Coerce.Integer(input["now_ms"])!.Value) : null,
        };
    }

    [Vector("services/classify_exchange_error", Exact = true)]
    public static JsonNode? Classify(JsonNode? input) => ExchangeErrorClass.Of(
        Enum.Parse<ExchangeErrorKind>(Coerce.Text(input!["kind"])!, ignoreCase: true),
        (int?)Coerce.Integer(input["http_status"]),
        input["body"],
        Coerce.Text(input["message"])).ToJson();
}
