using HedgeFlow.Domain;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>What a market order should cost against the order book. Source: router contract, slippage models.</summary>
public static class ExpectedSlippage
{
    private const double NothingFilledBps = 50;
    private const double LowestBps = -10;
    private const double HighestBps = 200;

    /// <summary>
    /// Walks the levels up to <paramref name="qty"/>; average price of the filled part against mid, positive = cost,
    /// within −10..200 bps. 50 when no level holds anything; 0 without book, quantity or mid.
    /// </summary>
    public static double Bps(string? side, double? qty, IReadOnlyList<(double Price, double Qty)> depth, double? mid)
    {
        ArgumentNullException.ThrowIfNull(depth);
        double wanted = RouterScore.Known(qty);
        double middle = RouterScore.Known(mid);
        if (depth.Count == 0 || wanted <= 0 || middle <= 0)
        {
            return 0;
        }

        double filled = 0, cost = 0;
        foreach ((double price, double available) in depth)
        {
            if (filled >= wanted)
            {
                break;
            }

            if (double.IsFinite(price) && double.IsFinite(available) && available > 0)
            {
                double take = Math.Min(available, wanted - filled);
                filled += take;
                cost += take * price;
            }
        }

        if (filled <= 0)
        {
            return NothingFilledBps;
        }

        double average = cost / filled;
        double away = TradeSide.Normalize(side) == TradeSide.Buy ? average - middle : middle - average;
        double bps = away / middle * 10_000;
        return double.IsNaN(bps) ? NothingFilledBps : Math.Clamp(bps, LowestBps, HighestBps);
    }
}
