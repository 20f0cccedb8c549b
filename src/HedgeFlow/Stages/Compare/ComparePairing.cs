using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Compare;

/// <summary>
/// Pairs each shadow decision with the last order row of its symbol and measures how they differ in outcome, size and slippage.
/// Source: services contract, compare.
/// </summary>
public sealed class ComparePairing
{
    private static readonly string[] LiveGrossKeys =
        ["notional", "gross", "quote_notional", "notional_usd", "requested_notional", "desired_gross_usd", "requested_gross"];

    private readonly Dictionary<string, JsonObject> _lastOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _metricById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _lastMetric = new(StringComparer.Ordinal);

    /// <summary>Takes an order row in file order; order errors are no orders.</summary>
    public void AddOrder(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string symbol = Coerce.Symbol(row["symbol"]);
        if (symbol.Length > 0 && Coerce.Text(row["event_type"]) != "order_error")
        {
            _lastOrder[symbol] = row;
        }
    }

    /// <summary>Takes an order metric row in file order.</summary>
    public void AddMetric(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (Coerce.JsonNumber(row["slippage_bps"]) is null)
        {
            return;
        }

        string symbol = Coerce.Symbol(row["symbol"]);
        _lastMetric[symbol] = row;
        foreach (string member in (ReadOnlySpan<string>)["attempt_id", "intent_id"])
        {
            if (Coerce.AsText(row[member]) is { Length: > 0 } id)
            {
                _metricById[symbol + "|" + id] = row;
            }
        }
    }

    public CompareDiff Pair(JsonObject shadow)
    {
        ArgumentNullException.ThrowIfNull(shadow);
        string symbol = Coerce.Symbol(shadow["symbol"]);
        JsonObject? live = symbol.Length > 0 ? _lastOrder.GetValueOrDefault(symbol) : null;
        bool mismatch = Allowed(shadow) is not { } allowed || allowed != live is not null;
        double? shadowGross = ShadowGross(shadow);
        double? liveGross = live is null ? null : LiveGross(live);
        double? sizing = null;
        double? size = null;
        bool upsized = false;
        if (shadowGross is { } wanted && liveGross is { } got)
        {
            sizing = Math.Abs(got - wanted) / Math.Max(wanted, 1e-9);
            size = 100 * (got - wanted) / wanted;
            upsized = got > wanted;
        }

        double? slippage = live is null ? null : LiveSlippage(symbol, live) - ExpectedSlippage(shadow);
        return new CompareDiff(shadow["symbol"], shadow["timestamp"], shadow, live, mismatch, size, slippage, sizing, upsized);
    }

    /// <summary>The decision of a shadow row; null when it says neither yes nor no.</summary>
    public static bool? Allowed(JsonObject shadow) => shadow["risk_decision"] is JsonObject risk ? Coerce.Boolean(risk["allowed"]) : null;

    private static double? ShadowGross(JsonObject shadow) =>
        Positive(shadow["sizing"], "sized_gross_usd") ?? Positive(shadow["size_decision"], "gross_usd")
        ?? Positive(shadow["intent"], "quote_notional") ?? Positive(shadow["intent"], "notional");

    private static double? LiveGross(JsonObject live)
    {
        foreach (string key in LiveGrossKeys)
        {
            if (Positive(live, key) is { } gross)
            {
                return gross;
            }
        }

        return Positive(live["normalized"], "notional") ?? Positive(live["normalized"], "gross");
    }

    private double? LiveSlippage(string symbol, JsonObject live)
    {
        JsonObject? metric = ById(symbol, live["attempt_id"]) ?? ById(symbol, live["intent_id"]) ?? _lastMetric.GetValueOrDefault(symbol);
        return Coerce.JsonNumber(metric?["slippage_bps"]);
    }

    private JsonObject? ById(string symbol, JsonNode? id) =>
        Coerce.AsText(id) is { Length: > 0 } text ? _metricById.GetValueOrDefault(symbol + "|" + text) : null;

    private static double? ExpectedSlippage(JsonObject shadow)
    {
        var intent = shadow["intent"] as JsonObject;
        double? reference = Positive(intent, "price") ?? Positive((intent?["metadata"] as JsonObject)?["signal"], "price_hint");
        if (reference is not { } px || shadow["router_decision"] is not JsonObject router || router["effective_px"] is not JsonObject effective)
        {
            return null;
        }

        var policy = router["policy"] as JsonObject;
        bool maker = Coerce.Boolean(policy?["maker_first"]) == true && Coerce.Text(policy?["taker_bias"]) != "prefer_taker";
        double? price = Coerce.JsonNumber(effective[maker ? "maker" : "taker"]);
        return ExecutionPrice.SlippageBps(Coerce.Text(intent?["side"]), px, price);
    }

    private static double? Positive(JsonNode? owner, string key) => Coerce.FirstPositive(owner as JsonObject, key);
}
