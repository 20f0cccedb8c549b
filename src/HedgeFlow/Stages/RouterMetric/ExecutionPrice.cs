using HedgeFlow.Domain;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Prices of an order against the market. Source: router contract, prices. Basis points, positive = cost.</summary>
public static class ExecutionPrice
{
    private const double BpsPerUnit = 10_000;

    /// <summary>How far the fill was from the mark, as cost; null when either is missing or the mark is not positive.</summary>
    public static double? SlippageBps(string? side, double? mark, double? fill)
    {
        if (Finite(mark) is not > 0 || Finite(fill) is not { } filled)
        {
            return null;
        }

        double move = (filled - mark!.Value) / mark.Value * BpsPerUnit;
        double cost = TradeSide.IsSell(side) ? -move : move;
        return double.IsFinite(cost) ? cost + 0.0 : null;
    }

    /// <summary>The price with its fee: fees make buying dearer and selling cheaper; a negative fee is a rebate.</summary>
    public static double? Effective(double? price, string? side, bool isMaker, double makerFeeBps, double takerFeeBps)
    {
        double fee = (isMaker ? makerFeeBps : takerFeeBps) / BpsPerUnit;
        return Finite(price) is { } px ? px * (TradeSide.Normalize(side) == TradeSide.Buy ? 1 + fee : 1 - fee) : null;
    }

    /// <summary>A quote <paramref name="bps"/> away from mid on the passive side; a mid that is not positive comes back as it is.</summary>
    public static double Offset(double mid, double bps, string? side) =>
        mid > 0 ? mid * (TradeSide.IsSell(side) ? 1 + bps / BpsPerUnit : 1 - bps / BpsPerUnit) : mid;

    /// <summary>Width of the market in bps of its middle, negative when crossed; 0 when either quote is not positive.</summary>
    public static double SpreadBps(double? bestBid, double? bestAsk)
    {
        if (Finite(bestBid) is not (> 0 and { } bid) || Finite(bestAsk) is not (> 0 and { } ask))
        {
            return 0;
        }

        double spread = (ask - bid) / ((ask + bid) / 2) * BpsPerUnit;
        return double.IsFinite(spread) ? spread : 0;
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
