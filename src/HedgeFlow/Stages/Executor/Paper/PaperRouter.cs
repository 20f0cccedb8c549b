using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>
/// Stands in for the exchange: carries an allowed intent out on the paper account and makes the facts that a real order makes.
/// Deterministic: what happens to an order hangs on the seed, its ids and the price alone. Not thread-safe.
/// Source: services contract, orders_executed and order_metrics.
/// </summary>
public sealed class PaperRouter(PaperOptions options, PaperAccount account)
{
    private const string MakerFirst = "maker_first";
    private const string Market = "market";
    private const string ReduceOnlyRejected = "reduce_only_rejected";

    // Beyond these a decimal could overflow; no market is near them.
    private const double LeastPrice = 1e-12;
    private const double LargestPrice = 1e12;
    private const double LargestNotional = 1e15;

    private static readonly FillPolling Polling = FillPolling.Default;

    private static readonly ExchangeErrorClass NothingToReduce = Refusal(-2022, "ReduceOnly order rejected: nothing to reduce");
    private static readonly ExchangeErrorClass WouldMatch = Refusal(-2010, "Post-only order would immediately match");

    private readonly PaperFillModel _model = new(options);

    /// <summary>
    /// Adds, in time order: acknowledgement, fills, close and metrics, or one order error. An entry against an open opposite
    /// leg closes that leg first.
    /// </summary>
    /// <param name="intent">Allowed by the gate.</param>
    /// <param name="mark">Price at decision; where it is unknown the intent's own price counts.</param>
    /// <param name="now">Time of the decision, epoch seconds.</param>
    /// <param name="policy">Router policy of the symbol; null = maker first.</param>
    /// <param name="facts">Receives the facts.</param>
    /// <param name="autotune">What became of the policy before it came here, for the metric record; null = nobody touched it.</param>
    /// <returns>True when the order was filled.</returns>
    public bool Route(Intent intent, double mark, double now, RouterPolicy? policy, ICollection<OrderFact> facts, JsonObject? autotune = null)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(facts);
        double price = mark > 0 && double.IsFinite(mark) ? mark : intent.Price;
        OrderTicket ticket = Ticket(intent);
        if (!intent.IsTradable || !(price >= LeastPrice && price <= LargestPrice))
        {
            facts.Add(OrderFacts.Error(ticket, intent.IsTradable ? "no_price" : Intent.InvalidSignal, intent.Notional(price), null, now));
            return false;
        }

        PaperInstrument instrument = PaperInstrument.Of(intent.Symbol, price);
        bool reduces = intent.ReduceOnly || intent.PositionSide == (intent.IsBuy ? "SHORT" : "LONG");
        OrderPayload order = reduces ? Reduction(intent, price, instrument) : Entry(intent, price, instrument);
        double from = now;
        if (order.Error is null && !reduces && OppositeLeg(intent, price) is { } opposite)
        {
            from = CloseLeg(intent, opposite, instrument, price, now, policy, facts, autotune);
        }

        if (order.Error is { } error)
        {
            facts.Add(OrderFacts.Error(ticket, error, intent.Notional(price), error == ReduceOnlyRejected ? NothingToReduce : null, from));
            return false;
        }

        Execute(intent, ticket with { RequestQty = order.Qty }, instrument, price, from, intent.Urgent || intent.IsStopLoss, policy, facts, autotune);
        return true;
    }

    private static ExchangeErrorClass Refusal(int code, string message) =>
        ExchangeErrorClass.Of(ExchangeErrorKind.Client, 400, new JsonObject { ["code"] = code, ["msg"] = message }, null);

    private static OrderTicket Ticket(Intent intent) => new()
    {
        Symbol = intent.Symbol,
        Side = intent.Signal,
        OrderType = "MARKET",
        RequestQty = intent.Qty,
        PositionSide = intent.PositionSide.Length > 0 ? intent.PositionSide : null,
        ReduceOnly = intent.ReduceOnly,
        AttemptId = intent.AttemptId,
        IntentId = intent.IntentId,
        Strategy = intent.Strategy,
        Metadata = intent.Metadata,
    };

    private static OrderPayload Entry(Intent intent, double price, PaperInstrument instrument)
    {
        OrderPayload order = intent.Qty > 0
            ? OrderPayload.FromQty(intent.Symbol, intent.Signal, price, intent.Qty, false, intent.PositionSide, instrument.Filters)
            : OrderPayload.FromGross(intent.Symbol, intent.Signal, price, intent.GrossUsd, false, intent.PositionSide, instrument.Filters);
        double wished = intent.Qty > 0 ? intent.Qty * price : intent.GrossUsd;
        if (order.Notional > LargestNotional)
        {
            return order with { Error = "bad_size" };
        }

        return order.Error is null && order.Exceeds(wished) ? order with { Error = "notional_exceeds_request" } : order;
    }

    /// <summary>Never more than is open; without a size, or with one that leaves only dust, all of it.</summary>
    private OrderPayload Reduction(Intent intent, double price, PaperInstrument instrument)
    {
        double open = account.SignedQty(intent.Symbol, intent.PositionSide) * (intent.IsBuy ? -1 : 1);
        if (open <= 0 || open * price > LargestNotional)
        {
            return new OrderPayload(null, 0, 0, 0, open <= 0 ? ReduceOnlyRejected : "bad_size");
        }

        double wished = intent.Qty > 0 ? intent.Qty : intent.GrossUsd / price;
        if (wished <= 0 || wished >= open - (double)instrument.Filters.Step)
        {
            return new OrderPayload([], price, open, open * price, null);
        }

        return OrderPayload.FromQty(intent.Symbol, intent.Signal, price, wished, true, intent.PositionSide, instrument.Filters);
    }

    private string? OppositeLeg(Intent intent, double price)
    {
        string? opposite = intent.PositionSide switch
        {
            "LONG" => "SHORT",
            "SHORT" => "LONG",
            _ => null,
        };
        double open = opposite is null ? 0 : Math.Abs(account.SignedQty(intent.Symbol, opposite));
        return open > 0 && open * price <= LargestNotional ? opposite : null;
    }

    /// <summary>Closes the leg in the way at the market, under ids of its own; the time when it is flat.</summary>
    private double CloseLeg(
        Intent intent, string side, PaperInstrument instrument, double price, double now, RouterPolicy? policy, ICollection<OrderFact> facts, JsonObject? autotune)
    {
        SeededRandom random = SeededRandom.For(options.Seed, "flip " + intent.IntentId);
        OrderTicket ticket = Ticket(intent) with
        {
            PositionSide = side,
            ReduceOnly = true,
            RequestQty = Math.Abs(account.SignedQty(intent.Symbol, side)),
            AttemptId = "sig_" + (random.NextBits() >> 24).ToString("x10", CultureInfo.InvariantCulture),
            IntentId = "ord_" + (random.NextBits() >> 24).ToString("x10", CultureInfo.InvariantCulture),
        };
        return Execute(intent, ticket, instrument, price, now, urgent: true, policy, facts, autotune);
    }

    private double Execute(
        Intent intent, OrderTicket ticket, PaperInstrument instrument, double mark, double now, bool urgent, RouterPolicy? policy, ICollection<OrderFact> facts,
        JsonObject? autotune)
    {
        string name = $"{ticket.IntentId} {ticket.AttemptId}";
        decimal qty = SymbolFilters.Decimal(ticket.RequestQty) ?? 0;
        PaperPlan plan = _model.Draw(new PaperOrder(name, ticket.Side, qty, mark, ticket.ReduceOnly, urgent), policy, instrument);
        OrderTicket sent = ticket with { OrderType = plan.Decision.IsMakerFinal ? "LIMIT" : "MARKET" };
        foreach (double rejectedMs in plan.RejectedAfterMs)
        {
            facts.Add(OrderFacts.Error(ticket, "post_only_reject", ticket.RequestQty * mark, WouldMatch, now + rejectedMs / 1000, retried: true));
        }

        long orderId = OrderId(string.Create(CultureInfo.InvariantCulture, $"{ticket.Symbol} {name} {now:R}"));
        double ackTs = now + plan.AckDelayMs / 1000;

        var order = new OrderLifecycle(sent, account.Lots, Polling);
        var response = new JsonObject { ["status"] = OrderStatus.New, ["orderId"] = orderId, ["clientOrderId"] = ClientId(ticket.AttemptId!) };
        facts.Add(order.Acknowledge(response, plan.RoundTripMs, ackTs)!);

        OrderFact? close = null;
        double ts = ackTs;
        var made = new List<OrderFact>();
        for (int i = 0; i < plan.Trades.Count; i++)
        {
            PaperTrade trade = plan.Trades[i];
            ts = ackTs + trade.AfterAckMs / 1000;
            bool last = i == plan.Trades.Count - 1;
            made.Clear();
            PollResult result = order.Observe(
                last ? OrderStatus.Filled : OrderStatus.PartiallyFilled, [Row(trade, orderId, i, ts)], ts, made);
            account.Settle(sent.Symbol, sent.PositionSide, result, (double)trade.Price, intent.Leverage, ts);
            foreach (OrderFact fact in made)
            {
                facts.Add(fact);
                close = fact.Kind == FeedKind.OrderClose ? fact : close;
            }
        }

        JsonObject record = OrderMetricRecord.Build(Request(intent, sent, plan, mark, now), sent.AttemptId, Answer(plan, orderId, policy, autotune))!;
        facts.Add(OrderMetricRecord.Complete(record, sent, order.Summary, plan.AckDelayMs, ts));
        if (close is not null)
        {
            facts.Add(OrderMetricRecord.OfClose(sent, close, OrderStatus.Filled));
        }

        return ts;
    }

    private static JsonObject Row(in PaperTrade trade, long orderId, int index, double ts) => new()
    {
        ["id"] = (orderId * 10 + index).ToString(CultureInfo.InvariantCulture),
        ["qty"] = (double)trade.Qty,
        ["price"] = (double)trade.Price,
        ["commission"] = (double)(trade.Qty * trade.Price) * trade.FeeBps / 1e4,
        ["commissionAsset"] = "USDT",
        ["time"] = ts,
    };

    private static JsonObject Request(Intent intent, OrderTicket ticket, PaperPlan plan, double mark, double now) => new()
    {
        ["symbol"] = ticket.Symbol,
        ["side"] = ticket.Side,
        ["quantity"] = ticket.RequestQty,
        ["price"] = intent.Price > 0 ? intent.Price : mark,
        ["mark_price"] = mark,
        ["route"] = plan.Decision.MakerStart ? MakerFirst : Market,
        ["retry_count"] = plan.RejectedAfterMs.Count,
        ["timing"] = new JsonObject
        {
            ["decision"] = intent.SignalTs is { } signal && signal <= now ? Math.Round((now - signal) * 1000, 3) : null,
        },
    };

    private static JsonObject Answer(PaperPlan plan, long orderId, RouterPolicy? policy, JsonObject? autotune) => new()
    {
        ["accepted"] = true,
        ["order_id"] = orderId,
        ["latency_ms"] = plan.RoundTripMs,
        ["raw"] = new JsonObject { ["status"] = OrderStatus.New, ["orderId"] = orderId },
        ["router_meta"] = new JsonObject
        {
            ["maker_start"] = plan.Decision.MakerStart,
            ["is_maker_final"] = plan.Decision.IsMakerFinal,
            ["used_fallback"] = plan.Decision.UsedFallback,
            ["router_policy"] = new JsonObject
            {
                ["maker_first"] = policy is null || policy.MakerFirst is true,
                ["taker_bias"] = policy is null ? "prefer_maker" : policy.TakerBias,
                ["quality"] = policy is null ? "ok" : policy.Quality,
                ["reason"] = policy is null ? "paper" : policy.Reason,
                ["offset_bps"] = plan.OffsetBps,
            },
            ["decision"] = new JsonObject
            {
                ["route"] = plan.Decision.Route,
                ["reasons"] = new JsonArray([.. plan.Decision.Reasons.Select(reason => (JsonNode?)reason)]),
                ["offset_bps"] = plan.OffsetBps,
                ["post_only_rejects"] = plan.RejectedAfterMs.Count,
            },
            ["autotune"] = autotune?.DeepClone(),
        },
    };

    /// <summary>The time is in the name: a strategy that uses its ids again still gets an order of its own.</summary>
    private static long OrderId(string name) => (long)(10_000_000_000 + SeededRandom.Hash(name) % 89_000_000_000);

    private static string ClientId(string attemptId) => "hf-" + (attemptId.StartsWith("sig_", StringComparison.Ordinal) ? attemptId[4..] : attemptId);
}
