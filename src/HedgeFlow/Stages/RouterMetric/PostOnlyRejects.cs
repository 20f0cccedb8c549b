using System.Text.Json.Nodes;
using HedgeFlow.Numerics;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Post-only orders that the exchange refused, per symbol over the last days: a post-only order answered REJECTED or EXPIRED,
/// code −2010, or a message that it would immediately match. Each counts once, whether an ack, an error or the metric of the
/// attempt tells of it, or several of them do. Source: router contract, post-only rejects. Single-threaded.
/// </summary>
internal sealed class PostOnlyRejects
{
    /// <summary>More than an attempt can make; a larger number is no count.</summary>
    private const int MaxPerAttempt = 100;

    private readonly double _days;
    private readonly RecentMap<Told> _orders;
    private readonly RecentMap<Told> _attempts;
    private readonly SlidingRows<string> _rejects;
    private readonly Dictionary<string, int> _symbols = new(StringComparer.Ordinal);

    public PostOnlyRejects(double days, int maxRows, int idCapacity)
    {
        _days = days;
        _orders = new RecentMap<Told>(idCapacity);
        _attempts = new RecentMap<Told>(idCapacity);
        _rejects = new SlidingRows<string>(maxRows, symbol =>
        {
            if (--_symbols[symbol] == 0)
            {
                _symbols.Remove(symbol);
            }
        });
    }

    public int Of(string symbol) => _symbols.GetValueOrDefault(symbol);

    public void Advance(double now) => _rejects.Advance(RouterEventWindow.Cutoff(now, _days));

    /// <summary>An ack or an error.</summary>
    public void SeeOrder(JsonObject row, double ts)
    {
        bool refused = OrderReadings.IsPostOnly(row) && OrderReadings.Status(row) is "REJECTED" or "EXPIRED";
        if (!refused && !OrderReadings.HasPostOnlyError(row))
        {
            return;
        }

        if (OrderReadings.OrderId(row) is { } order)
        {
            Told told = _orders.At(order);
            if (told.Count > 0)
            {
                return;
            }

            told.Count = 1;
        }

        if (AttemptOf(row) is { } attempt)
        {
            attempt.Count++;
            attempt.SinceMetric++;
        }

        Count(Coerce.Symbol(row["symbol"]), ts, 1);
    }

    /// <summary>A metric counts what its attempt's orders have not told already.</summary>
    public void SeeMetric(JsonObject row, in RouterEvent e)
    {
        double? stated = Coerce.Number(row["post_only_rejects"]) ?? Coerce.Number((row["decision"] as JsonObject)?["post_only_rejects"]);
        int rejects = stated is { } number ? (int)Math.Clamp(number, 0, MaxPerAttempt) : e.Has(RouterEventFlags.PostOnlyReject) ? 1 : 0;
        Told attempt = AttemptOf(row) ?? new Told();
        if (attempt.MetricTs is { } before && before != e.Ts)
        {
            // Another order under the same attempt id: an exit after its entry.
            attempt.Count = attempt.SinceMetric;
        }

        attempt.SinceMetric = 0;
        attempt.MetricTs = e.Ts;
        Count(e.Symbol, e.Ts, rejects - attempt.Count);
        attempt.Count = Math.Max(attempt.Count, rejects);
    }

    private Told? AttemptOf(JsonObject row) =>
        (OrderReadings.Id(row["attempt_id"]) ?? OrderReadings.Id(row["intent_id"])) is { } id ? _attempts.At(id) : null;

    private void Count(string symbol, double ts, int times)
    {
        for (int i = 0; i < times && symbol.Length > 0; i++)
        {
            if (_rejects.Add(symbol, ts))
            {
                _symbols[symbol] = _symbols.GetValueOrDefault(symbol) + 1;
            }
        }
    }

    private sealed class Told
    {
        public int Count { get; set; }

        public int SinceMetric { get; set; }

        public double? MetricTs { get; set; }
    }
}
