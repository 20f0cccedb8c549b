using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// One order from the exchange's answer to its last trade: makes the acknowledgement, the cumulative fills and the closes. Knows
/// no clock and no network: answers and times come in, facts and the wait until the next question come out.
/// Source: services contract, order semantics.
/// </summary>
public sealed class OrderLifecycle(OrderTicket ticket, FifoLots lots, FillPolling polling)
{
    /// <summary>A position smaller than this is flat for the purpose of a close.</summary>
    private const double FlatQty = 1e-8;

    private readonly SortedSet<string> _tradeIds = new(StringComparer.Ordinal);
    private long? _orderId;
    private string? _clientOrderId;
    private string _status = OrderStatus.Unknown;
    private double _ackTs;
    private bool _open;
    private bool _asked;
    private bool _newTrades;
    private double _qty;
    private double _value;
    private double _lowest = double.PositiveInfinity;
    private double _highest;
    private double _fee;
    private string? _feeAsset;
    private double _firstTs = double.PositiveInfinity;
    private double _lastTs = double.NegativeInfinity;

    /// <summary>All trades so far; null before the first.</summary>
    public FillSummary? Summary => _qty > 0
        ? new FillSummary(_qty, AveragePrice, _status, _fee, FeeAsset, [.. _tradeIds], _firstTs, _lastTs, LatencyMs)
        : null;

    /// <summary>Trades at one price have that price, not its neighbour by rounding.</summary>
    private double AveragePrice => _lowest == _highest ? _lowest : _value / _qty;

    private string FeeAsset => _feeAsset ?? "USDT";

    /// <summary>To the microsecond: what is below is noise of the epoch double.</summary>
    private double LatencyMs => Math.Round(Math.Max(0, (_lastTs - _ackTs) * 1000), 3);

    /// <summary>
    /// Takes the exchange's answer. Without an order id and a client order id there is no order (a dry run answers id 0): null,
    /// and nothing is to be asked afterwards.
    /// </summary>
    /// <param name="response">Members <c>status, orderId, clientOrderId</c>.</param>
    /// <param name="latencyMs">Sending to answer; null = not measured.</param>
    /// <param name="now">Epoch seconds.</param>
    public OrderFact? Acknowledge(JsonObject response, double? latencyMs, double now)
    {
        ArgumentNullException.ThrowIfNull(response);
        _orderId = OrderId(response["orderId"]);
        _clientOrderId = Coerce.AsText(response["clientOrderId"]) is { Length: > 0 } client && client != "0" ? client : OrderFacts.IdText(_orderId);
        if (_clientOrderId is null)
        {
            return null;
        }

        _status = OrderStatus.Normalize(Coerce.Text(response["status"]));
        _ackTs = now;
        _open = true;
        return OrderFacts.Ack(ticket, _orderId, _clientOrderId, _status, latencyMs, now);
    }

    /// <summary>Takes one answer to "what became of the order": adds a fill when there are new trades, and a close when they closed.</summary>
    /// <param name="status">The exchange's word.</param>
    /// <param name="trades">Rows with <c>id, qty, price, commission, commissionAsset, time</c>; all so far, or the new ones.</param>
    /// <param name="now">Epoch seconds: the time of a trade that has none.</param>
    /// <param name="facts">Receives the facts.</param>
    public PollResult Observe(string? status, JsonArray? trades, double now, ICollection<OrderFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!_open)
        {
            return default;
        }

        _asked = true;
        _status = OrderStatus.Normalize(status);
        int added = 0;
        double fees = 0;
        double before = lots.Position(ticket.Symbol, ticket.PositionSide);
        double after = before;
        double closed = 0;
        double pnl = 0;
        double closingFees = 0;
        foreach (JsonNode? row in trades ?? [])
        {
            if (row is not JsonObject trade || !TryAdd(trade, now, out LotTrade lot))
            {
                continue;
            }

            LotMatch match = lots.Apply(lot);
            added++;
            fees += lot.Fee;
            after = match.After;
            closed += match.Closed;
            pnl += match.RealizedPnl;
            closingFees += match.ClosingFee;
        }

        _newTrades = added > 0;
        if (added > 0)
        {
            facts.Add(OrderFacts.Fill(ticket, _orderId, _clientOrderId, Summary!));
            if (closed > 0 && (ticket.ReduceOnly || Math.Abs(after) < FlatQty || (before != 0 && before * after <= 0)))
            {
                facts.Add(OrderFacts.Close(ticket, _orderId, _clientOrderId, pnl, closingFees, before, after, closed, _lastTs));
            }
        }

        return new PollResult(added, closed, pnl, fees);
    }

    /// <summary>Seconds until the order should be asked again, 0 = at once; null = finished, given up, or never acknowledged.</summary>
    public double? NextPoll(double now)
    {
        if (!_open)
        {
            return null;
        }

        if (!_asked)
        {
            return 0;
        }

        if (OrderStatus.IsFinal(_status) || now - _ackTs >= polling.Timeout)
        {
            return null;
        }

        return _newTrades ? 0 : polling.Interval;
    }

    private bool TryAdd(JsonObject row, double now, out LotTrade lot)
    {
        lot = default;
        double qty = Coerce.Number(row["qty"]) ?? 0;
        double price = Coerce.Number(row["price"]) ?? 0;
        if (Coerce.AsText(row["id"]) is not { Length: > 0 } id || qty <= 0 || price <= 0 || !_tradeIds.Add(id))
        {
            return false;
        }

        double fee = Coerce.Number(row["commission"]) ?? 0;
        double time = IsoTime.Parse(row["time"]) ?? now;
        _qty += qty;
        _value += qty * price;
        _lowest = Math.Min(_lowest, price);
        _highest = Math.Max(_highest, price);
        _fee += fee;
        _feeAsset ??= Coerce.Text(row["commissionAsset"]);
        _firstTs = Math.Min(_firstTs, time);
        _lastTs = Math.Max(_lastTs, time);
        lot = new LotTrade(ticket.Symbol, ticket.PositionSide, ticket.IsBuy, qty, price, fee, ticket.ReduceOnly);
        return true;
    }

    private static long? OrderId(JsonNode? node)
    {
        long? id = Coerce.Integer(node) ?? (long.TryParse(Coerce.Text(node), CultureInfo.InvariantCulture, out long inText) ? inText : null);
        return id is 0 ? null : id;
    }
}
