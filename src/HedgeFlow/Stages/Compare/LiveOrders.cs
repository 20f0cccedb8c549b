using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Compare;

/// <summary>
/// What the comparison has to know of the live side, kept up to date row by row: the newest order row of each symbol, the times
/// of its acknowledgements, the slippage of its routed orders. Bounded; not thread-safe. Source: services contract, compare.
/// </summary>
public sealed class LiveOrders(int maxRows = 5000)
{
    private readonly Dictionary<string, LiveOrder> _newest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<double>> _acks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _newestSlippage = new(StringComparer.Ordinal);
    private readonly RecentMap<Slippage> _slippage = new(maxRows * 2);

    /// <summary>A row of the order log, in file order.</summary>
    public void Add(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Add(Coerce.Symbol(row["symbol"]), Coerce.Text(row["event_type"]), new LiveOrder(row), IsoTime.OfRecord(row));
    }

    /// <summary>A fact on its way to the logs; kinds that are neither orders nor metrics are ignored.</summary>
    public void Add(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        switch (fact.Kind)
        {
            case FeedKind.OrderAck:
                Add(fact.Symbol, "order_ack", new LiveOrder(fact.Payload, fact), fact.Ts);
                break;
            case FeedKind.OrderFill or FeedKind.OrderClose:
                Add(fact.Symbol, "", new LiveOrder(fact.Payload, fact), fact.Ts);
                break;
            case FeedKind.OrderMetric:
                AddMetric(fact.Payload);
                break;
        }
    }

    /// <summary>A row of the metrics log, in file order; rows without a slippage number say nothing.</summary>
    public void AddMetric(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string symbol = Coerce.Symbol(row["symbol"]);
        if (symbol.Length == 0 || Coerce.JsonNumber(row["slippage_bps"]) is not { } bps)
        {
            return;
        }

        _newestSlippage[symbol] = bps;
        Note(symbol, "a", row["attempt_id"], bps);
        Note(symbol, "i", row["intent_id"], bps);
    }

    /// <summary>The newest order row of the symbol, whatever its time and type; null when there is none.</summary>
    public LiveOrder? NewestOf(string symbol) => symbol.Length == 0 ? null : _newest.GetValueOrDefault(symbol);

    /// <summary>Slippage of the order in bps: by its attempt, else by its intent, else the newest of the symbol; null when unknown.</summary>
    public double? SlippageOf(string symbol, LiveOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        Slippage? found = Find(symbol, "a", order.Row["attempt_id"]) ?? Find(symbol, "i", order.Row["intent_id"]);
        return found?.Bps ?? (_newestSlippage.TryGetValue(symbol, out double newest) ? newest : null);
    }

    /// <summary>True when an order of the symbol was acknowledged at most <paramref name="seconds"/> before or after.</summary>
    public bool AcknowledgedAround(string symbol, double time, double seconds)
    {
        if (!_acks.TryGetValue(symbol, out List<double>? times))
        {
            return false;
        }

        foreach (double ack in times)
        {
            if (Math.Abs(ack - time) <= seconds)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Forgets acknowledgements that no decision from <paramref name="time"/> on can match.</summary>
    public void ForgetBefore(double time)
    {
        foreach (List<double> times in _acks.Values)
        {
            times.RemoveAll(ack => ack < time);
        }
    }

    private void Add(string symbol, string? type, LiveOrder order, double? time)
    {
        if (symbol.Length == 0 || type == "order_error")
        {
            return;
        }

        _newest[symbol] = order;
        if (type == "order_ack" && (IsoTime.Parse(order.Row["ts_ack"]) ?? time) is { } at)
        {
            if (!_acks.TryGetValue(symbol, out List<double>? times))
            {
                _acks[symbol] = times = [];
            }

            if (times.Count >= maxRows)
            {
                times.RemoveRange(0, times.Count / 2);
            }

            times.Add(at);
        }
    }

    private void Note(string symbol, string kind, JsonNode? id, double bps)
    {
        if (Coerce.AsText(id) is { Length: > 0 } text)
        {
            _slippage.At(KeyOf(symbol, kind, text)).Bps = bps;
        }
    }

    private Slippage? Find(string symbol, string kind, JsonNode? id) =>
        Coerce.AsText(id) is { Length: > 0 } text ? _slippage.Find(KeyOf(symbol, kind, text)) : null;

    private static string KeyOf(string symbol, string kind, string id) => $"{symbol}\n{kind}\n{id}";

    private sealed class Slippage
    {
        public double Bps { get; set; }
    }
}
