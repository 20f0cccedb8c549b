using System.Globalization;
using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// A market order that the exchange's steps and minima allow, or why there is none. Decimal arithmetic.
/// Source: services contract, order request.
/// </summary>
/// <param name="Payload">Order members as text; null when refused.</param>
/// <param name="Price">Floored to the tick, quote per base unit.</param>
/// <param name="Qty">Base units.</param>
/// <param name="Notional">Price × quantity.</param>
/// <param name="Error"><c>bad_price, bad_size, qty_rounds_to_zero</c>; null when there is an order.</param>
public sealed record OrderPayload(JsonObject? Payload, double Price, double Qty, double Notional, string? Error)
{
    /// <summary>An order may turn out larger than wished, by the minima; beyond this factor it is not sent.</summary>
    private const double LargestExcess = 2;

    /// <summary>Sizes an order from the value wished for.</summary>
    public static OrderPayload FromGross(
        string symbol, string side, double price, double grossUsd, bool reduceOnly, string? positionSide, SymbolFilters filters) =>
        Build(symbol, side, price, grossUsd, null, reduceOnly, positionSide, filters);

    /// <summary>An order for a quantity, floored to the step; the minima hold for it too, unless it only reduces.</summary>
    public static OrderPayload FromQty(
        string symbol, string side, double price, double qty, bool reduceOnly, string? positionSide, SymbolFilters filters) =>
        Build(symbol, side, price, 0, qty, reduceOnly, positionSide, filters);

    /// <summary>True when the order is worth more than twice what was asked for: the executor does not send it.</summary>
    public bool Exceeds(double grossUsd) => Notional > LargestExcess * grossUsd;

    private static OrderPayload Build(
        string symbol, string side, double price, double grossUsd, double? wishedQty, bool reduceOnly, string? positionSide, SymbolFilters filters)
    {
        ArgumentNullException.ThrowIfNull(side);
        ArgumentNullException.ThrowIfNull(filters);
        try
        {
            decimal tickPrice = SymbolFilters.Decimal(price) is > 0 and { } exact ? Math.Floor(exact / filters.Tick) * filters.Tick : 0;
            if (tickPrice <= 0)
            {
                return Refused("bad_price");
            }

            if (SymbolFilters.Decimal(wishedQty ?? grossUsd) is not { } size)
            {
                return Refused("bad_size");
            }

            decimal qty = Math.Max(0, Math.Floor((wishedQty is null ? size / tickPrice : size) / filters.Step) * filters.Step);
            if (wishedQty is null || !reduceOnly)
            {
                qty = Raise(qty, tickPrice, filters);
            }

            return qty <= 0
                ? Refused("qty_rounds_to_zero")
                : new OrderPayload(
                    Members(symbol, side, qty, reduceOnly, positionSide, filters.Step), (double)tickPrice, (double)qty, (double)(tickPrice * qty), null);
        }
        catch (OverflowException)
        {
            return Refused("bad_size");
        }
    }

    private static decimal Raise(decimal qty, decimal price, SymbolFilters filters)
    {
        if (qty < filters.MinQty)
        {
            qty = Math.Ceiling(filters.MinQty / filters.Step) * filters.Step;
        }

        return qty * price < filters.MinNotional ? Math.Ceiling(filters.MinNotional / price / filters.Step) * filters.Step : qty;
    }

    private static JsonObject Members(string symbol, string side, decimal qty, bool reduceOnly, string? positionSide, decimal step)
    {
        var members = new JsonObject
        {
            ["symbol"] = symbol,
            ["side"] = side.ToUpperInvariant(),
            ["type"] = "MARKET",
            ["quantity"] = qty.ToString("F" + Decimals(step), CultureInfo.InvariantCulture),
        };
        if (positionSide?.ToUpperInvariant() is "LONG" or "SHORT")
        {
            members["positionSide"] = positionSide.ToUpperInvariant();
        }

        if (reduceOnly)
        {
            members["reduceOnly"] = "true";
        }

        return members;
    }

    /// <summary>0.00100 has three decimals: a division by a one with many zeros drops the zeros at the end.</summary>
    private static int Decimals(decimal step) => (step / 1.000000000000000000000000000000000m).Scale;

    private static OrderPayload Refused(string error) => new(null, 0, 0, 0, error);
}
