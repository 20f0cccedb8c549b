using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Assets under management: NAV plus configured holdings off the exchange, valued in USD. Source: state contract, AUM.</summary>
public static class AumBuilder
{
    private static readonly IReadOnlyDictionary<string, OffExchangeHolding> NoHoldings = new Dictionary<string, OffExchangeHolding>();

    /// <param name="nav">USD.</param>
    /// <param name="holdings">Asset → <c>{qty, avg_cost?}</c>; entries that are no mappings are dropped.</param>
    /// <param name="markPrice">Market price of an asset, USD; null or not above 0 = unknown.</param>
    /// <param name="externalPrice">Price from elsewhere, asked next.</param>
    public static AumBlock Build(
        double nav, JsonObject? holdings, Func<string, double?> markPrice, Func<string, double?> externalPrice)
    {
        ArgumentNullException.ThrowIfNull(markPrice);
        ArgumentNullException.ThrowIfNull(externalPrice);
        if (holdings is null || holdings.Count == 0)
        {
            return new AumBlock { Futures = nav, Offexchange = NoHoldings, Total = nav };
        }

        double total = nav;
        var held = new OrderedDictionary<string, OffExchangeHolding>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> holding in holdings)
        {
            string asset = holding.Key.Trim().ToUpperInvariant();
            if (holding.Value is not JsonObject entry || asset.Length == 0)
            {
                continue;
            }

            double qty = Coerce.Number(entry["qty"]) ?? 0;
            double? cost = Coerce.Number(entry["avg_cost"]);
            double? mark = asset is "USDT" or "USDC" ? 1 : Positive(markPrice(asset)) ?? Positive(externalPrice(asset)) ?? cost;
            double? value = qty * mark is { } product && double.IsFinite(product) ? product : null;
            held[asset] = new OffExchangeHolding { Qty = qty, AvgCost = cost, Mark = mark, UsdValue = value };
        }

        foreach (OffExchangeHolding holding in held.Values)
        {
            total += holding.UsdValue ?? 0;
        }

        return new AumBlock { Futures = nav, Offexchange = held, Total = total };
    }

    private static double? Positive(double? price) => price is > 0 && double.IsFinite(price.Value) ? price : null;
}
