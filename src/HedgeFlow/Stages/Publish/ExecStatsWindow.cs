using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Execution statistics of the last 24 hours. Rows come in file order; each is looked at once when it comes and once when it leaves
/// the window. Not thread-safe. Source: services contract, execution statistics.
/// </summary>
public sealed class ExecStatsWindow
{
    /// <summary>Seconds.</summary>
    public const double Length = 86400;

    /// <summary>Seconds for which a snapshot is handed out again.</summary>
    public const double CacheSeconds = 30;

    private const int TopReasons = 5;

    private readonly Queue<double> _attempts = new();
    private readonly Queue<OrderRow> _orders = new();
    private readonly Queue<(double Ts, string Reason)> _vetoes = new();
    private readonly Dictionary<string, int> _executed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _successful = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _acks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReasonCount> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _heartbeats = new(StringComparer.Ordinal);
    private long _sequence;
    private ExecStats? _cached;
    private double _cachedAt;

    /// <summary>Takes in a fact of the pipeline: an intent is an attempt.</summary>
    public void Apply(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        switch (fact.Kind)
        {
            case FeedKind.Intent:
                Attempt(fact.Ts);
                break;
            case FeedKind.OrderAck:
                Order(fact.Payload, "order_ack", fact.Ts);
                break;
            case FeedKind.OrderFill:
                Order(fact.Payload, "order_fill", fact.Ts);
                break;
            case FeedKind.RiskVeto:
                if (fact.TextOf("veto_reason") is { Length: > 0 } reason)
                {
                    Veto(reason, fact.Ts);
                }
                else
                {
                    Veto(fact.Payload, fact.Ts);
                }

                break;
        }
    }

    /// <summary>A row of <c>orders_attempted</c>.</summary>
    public void Attempt(double ts) => _attempts.Enqueue(ts);

    /// <summary>A row of <c>orders_executed</c>; null = an old row without an event type, which counts as ack and fill.</summary>
    public void Order(JsonObject row, string? eventType, double ts)
    {
        ArgumentNullException.ThrowIfNull(row);
        bool legacy = string.IsNullOrEmpty(eventType);
        bool fill = legacy || eventType == "order_fill";
        bool ack = legacy || eventType == "order_ack";
        if (!fill && !ack)
        {
            return;
        }

        var order = new OrderRow(ts, Id(row), fill, ack, fill && Successful(row, legacy));
        _orders.Enqueue(order);
        Count(order, 1);
    }

    /// <summary>A row of <c>risk_vetoes</c>.</summary>
    public void Veto(JsonObject row, double ts)
    {
        ArgumentNullException.ThrowIfNull(row);
        Veto(Reason(row["veto_reason"]) ?? Reason(row["reason"]) ?? "unknown", ts);
    }

    private void Veto(string reason, double ts)
    {
        _vetoes.Enqueue((ts, reason));
        _reasons[reason] = new ReasonCount(_reasons.GetValueOrDefault(reason).Count + 1, ++_sequence);
    }

    /// <summary>A heartbeat of a service; the newest per service counts, whatever its age.</summary>
    public void Heartbeat(string service, double ts) =>
        _heartbeats[service] = Math.Max(ts, _heartbeats.GetValueOrDefault(service, double.NegativeInfinity));

    /// <summary>The statistics at <paramref name="now"/>, at most <see cref="CacheSeconds"/> old.</summary>
    public ExecStats Snapshot(double now)
    {
        if (_cached is null || !(Math.Abs(now - _cachedAt) < CacheSeconds))
        {
            _cached = Compute(now);
            _cachedAt = now;
        }

        return _cached;
    }

    /// <summary>The statistics at <paramref name="now"/>.</summary>
    public ExecStats Compute(double now)
    {
        Expire(now - Length);
        int attempted = _attempts.Count;
        int executed = _executed.Count;
        int basis = attempted > 0 ? attempted : _acks.Count > 0 ? _acks.Count : executed;
        return new ExecStats
        {
            Attempted24h = attempted,
            Executed24h = executed,
            Vetoes24h = _vetoes.Count,
            FillRate = basis > 0 ? (double)_successful.Count / basis : 0,
            TopVetoes = [.. _reasons
                .OrderByDescending(reason => reason.Value.Count)
                .ThenByDescending(reason => reason.Value.Newest)
                .Take(TopReasons)
                .Select(reason => new VetoCount(reason.Key, reason.Value.Count))],
            LastHeartbeats = new LastHeartbeats(Last("executor_live"), Last("sync_daemon"), Last("sync_state")),
        };
    }

    private void Expire(double from)
    {
        while (_attempts.TryPeek(out double attempt) && attempt < from)
        {
            _attempts.Dequeue();
        }

        while (_orders.TryPeek(out OrderRow order) && order.Ts < from)
        {
            Count(_orders.Dequeue(), -1);
        }

        while (_vetoes.TryPeek(out (double Ts, string Reason) veto) && veto.Ts < from)
        {
            _vetoes.Dequeue();
            ReasonCount count = _reasons[veto.Reason];
            if (count.Count == 1)
            {
                _reasons.Remove(veto.Reason);
            }
            else
            {
                _reasons[veto.Reason] = count with { Count = count.Count - 1 };
            }
        }
    }

    private void Count(OrderRow order, int by)
    {
        Add(_executed, order.Fill);
        Add(_acks, order.Ack);
        Add(_successful, order.Successful);

        void Add(Dictionary<string, int> ids, bool counts)
        {
            if (!counts)
            {
                return;
            }

            int rows = ids.GetValueOrDefault(order.Id) + by;
            if (rows > 0)
            {
                ids[order.Id] = rows;
            }
            else
            {
                ids.Remove(order.Id);
            }
        }
    }

    private string Id(JsonObject row)
    {
        foreach (string key in (ReadOnlySpan<string>)["orderId", "order_id", "clientOrderId", "client_order_id"])
        {
            if (Coerce.Truthy(row[key]) && Coerce.AsText(row[key]) is { } id)
            {
                return id;
            }
        }

        // A row without an id is an order of its own; the blank keeps it apart from every real id.
        return string.Create(CultureInfo.InvariantCulture, $" {++_sequence}");
    }

    private static bool Successful(JsonObject row, bool legacy) =>
        Coerce.First(row, "executedQty", "qty") > 0
        && (Coerce.Text(row["status"])?.Trim().ToUpperInvariant(), legacy) is ("FILLED", _) or ("PARTIALLY_FILLED", false) or ("SUCCESS", true);

    private static string? Reason(JsonNode? value) => Coerce.Truthy(value) ? Coerce.AsText(value) : null;

    private string? Last(string service) => _heartbeats.TryGetValue(service, out double ts) ? IsoTime.Format(ts) : null;

    private readonly record struct OrderRow(double Ts, string Id, bool Fill, bool Ack, bool Successful);

    private readonly record struct ReasonCount(int Count, long Newest);
}
