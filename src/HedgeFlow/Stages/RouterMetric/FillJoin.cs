using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Makes fills for the rolling statistics by joining what the feed says about an order under its ids: the intent gives the
/// intended price and size, the ack the send time, the fill row what was filled since its last row (fill rows are
/// cumulative), the metric row whatever of it the others lack. An order counts by its fills, or, when the feed has none,
/// once by its metric row. Entry and exit of a trade may share the attempt id: a new intent starts the attempt again.
/// Ids are remembered for a bounded number of orders. Single-threaded.
/// </summary>
/// <param name="capacity">Attempts, and orders, that are remembered.</param>
internal sealed class FillJoin(int capacity)
{
    private readonly RecentMap<Attempt> _attempts = new(capacity);
    private readonly RecentMap<Order> _orders = new(capacity);

    public void SeeIntent(JsonObject row, double ts)
    {
        if (AttemptOf(row) is { } attempt)
        {
            attempt.Price = Coerce.FirstPositive(row, "price");
            attempt.GrossUsd = Coerce.FirstPositive(row, "gross_usd");
            attempt.SentTs = Finite(ts);
            attempt.IsTwap = OrderReadings.IsTwap(row);
            attempt.CountedByFill = false;
        }
    }

    /// <summary>Takes from a metric row what a fill of the same attempt may lack, without counting it.</summary>
    public void Hint(JsonObject row)
    {
        if (AttemptOf(row) is { } attempt)
        {
            attempt.MetricPrice = Coerce.FirstPositive(row["prices"] as JsonObject, "submitted", "mark") ?? attempt.MetricPrice;
            attempt.MetricIsTwap = OrderReadings.IsTwap(row);
        }
    }

    public void SeeAck(JsonObject row, double ts)
    {
        if (OrderReadings.OrderId(row) is { } id)
        {
            Order order = _orders.At(id);
            double acked = IsoTime.Parse(row["ts_ack"]) ?? ts;
            order.SentTs = Finite(acked - Math.Max(0, Coerce.Number(row["latency_ms"]) ?? 0) / 1000);
            order.RequestQty = Coerce.FirstPositive(row, "request_qty");
            order.IsTwap |= OrderReadings.IsTwap(row);
        }
    }

    /// <summary>What a fill row adds to its order; false when that is nothing, or the order was not accepted.</summary>
    public bool TryFill(JsonObject row, double ts, out RouterFill fill)
    {
        fill = default;
        string status = OrderReadings.Status(row);
        if (Coerce.FirstPositive(row, "executedQty") is not { } total || Coerce.FirstPositive(row, "avgPrice") is not { } average
            || (status.Length > 0 && !OrderReadings.IsAccepted(status)) || Coerce.Symbol(row["symbol"]).Length == 0)
        {
            return false;
        }

        Attempt attempt = AttemptOf(row) ?? new Attempt();
        Order order = OrderReadings.OrderId(row) is { } id ? _orders.At(id) : new Order();
        double qty = total - order.Qty;
        double value = total * average - order.Value;
        double filled = IsoTime.Parse(row["ts_fill_last"]) ?? ts;
        if (qty <= 0 || !double.IsFinite(value) || filled <= attempt.CountedMetricTs)
        {
            return false;
        }

        double? wait = Coerce.Number(row["latency_ms"]) is >= 0 and { } ms ? ms / 1000 : null;
        fill = new RouterFill
        {
            Symbol = Coerce.Symbol(row["symbol"]),
            IntendedPrice = attempt.IntendedPrice,
            FillPrice = value > 0 ? value / qty : average,
            TsSent = order.SentTs ?? Finite(filled - wait) ?? attempt.SentTs ?? Finite(filled),
            TsFill = Finite(filled),
            IsTwapChild = attempt.IsTwap || attempt.MetricIsTwap || order.IsTwap || OrderReadings.IsTwap(row),
            Notional = Math.Abs(value),
            IntendedNotional = order.Qty > 0 ? 0 : order.RequestQty * (attempt.IntendedPrice ?? average) ?? attempt.GrossUsd,
        };
        order.Qty = total;
        order.Value = total * average;
        attempt.CountedByFill = true;
        return true;
    }

    /// <summary>The fill that a metric row stands for; false when the attempt counts by its fills, or nothing was filled.</summary>
    public bool TryMetric(JsonObject row, double ts, out RouterFill fill)
    {
        fill = default;
        var prices = row["prices"] as JsonObject;
        var qty = row["qty"] as JsonObject;
        var timing = row["timing_ms"] as JsonObject;
        string status = OrderReadings.Status(row);
        if (row.ContainsKey("event") || Coerce.FirstPositive(prices, "avg_fill") is not { } price
            || Coerce.FirstPositive(qty, "contracts") is not { } contracts
            || (status.Length > 0 && status != "ACCEPTED" && !OrderReadings.IsAccepted(status)) || Coerce.Symbol(row["symbol"]).Length == 0)
        {
            return false;
        }

        Attempt attempt = AttemptOf(row) ?? new Attempt();
        double filled = IsoTime.Parse(row["ts"]) ?? ts;
        if (attempt.CountedByFill || filled == attempt.CountedMetricTs)
        {
            return false;
        }

        double ms = Math.Max(0, Coerce.Number(timing?["ack"]) ?? Coerce.Number(row["ack_latency_ms"]) ?? 0)
            + Math.Max(0, Coerce.Number(timing?["fill"]) ?? 0);
        fill = new RouterFill
        {
            Symbol = Coerce.Symbol(row["symbol"]),
            IntendedPrice = Coerce.FirstPositive(prices, "submitted", "mark") ?? attempt.IntendedPrice,
            FillPrice = price,
            TsSent = Finite(filled - ms / 1000),
            TsFill = Finite(filled),
            IsTwapChild = attempt.IsTwap || OrderReadings.IsTwap(row),
            Notional = Coerce.FirstPositive(qty, "notional_usd") ?? contracts * price,
            IntendedNotional = attempt.GrossUsd,
        };
        attempt.CountedMetricTs = filled;
        return true;
    }

    /// <summary>Entry and exit of a trade share the intent id, so the attempt id goes first; null without either.</summary>
    private Attempt? AttemptOf(JsonObject row) =>
        (OrderReadings.Id(row["attempt_id"]) ?? OrderReadings.Id(row["intent_id"])) is { } id ? _attempts.At(id) : null;

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private sealed class Attempt
    {
        /// <summary>Of the intent.</summary>
        public double? Price { get; set; }

        /// <summary>Of a metric row, which the intent goes before.</summary>
        public double? MetricPrice { get; set; }

        public double? IntendedPrice => Price ?? MetricPrice;

        public double? GrossUsd { get; set; }

        public double? SentTs { get; set; }

        public bool IsTwap { get; set; }

        public bool MetricIsTwap { get; set; }

        public bool CountedByFill { get; set; }

        /// <summary>Time of the metric row that counted; what was filled until then is in it.</summary>
        public double? CountedMetricTs { get; set; }
    }

    private sealed class Order
    {
        /// <summary>Filled so far, base units.</summary>
        public double Qty { get; set; }

        /// <summary>Filled so far, quote units.</summary>
        public double Value { get; set; }

        public double? SentTs { get; set; }

        public double? RequestQty { get; set; }

        public bool IsTwap { get; set; }
    }
}
