namespace HedgeFlow.Stages.RouterMetric;

/// <summary>When an order is cut into slices, and into which. Source: router contract, TWAP sizing.</summary>
public static class TwapSizing
{
    /// <summary>More slices than anyone needs; a larger request is cut to this many.</summary>
    public const int MaxSlices = 10_000;

    public static bool ShouldUse(bool enabled, double? grossUsd, double? minNotionalUsd, int slices) =>
        enabled && slices > 1 && RouterScore.Known(grossUsd) >= RouterScore.Known(minNotionalUsd);

    /// <summary>
    /// Equal parts of <paramref name="totalQty"/>, the last one takes the remainder. Fewer parts while one would be below
    /// <paramref name="minSliceNotional"/> (USD, with a price above 0). Empty without quantity or slices.
    /// </summary>
    public static double[] Split(double? totalQty, int slices, double? minSliceNotional, double? price)
    {
        double qty = RouterScore.Known(totalQty);
        double minimum = RouterScore.Known(minSliceNotional);
        double px = RouterScore.Known(price);
        if (qty <= 0 || slices <= 0)
        {
            return [];
        }

        int count = Math.Min(slices, MaxSlices);
        while (count > 1 && minimum > 0 && px > 0 && qty / count * px < minimum)
        {
            count--;
        }

        var parts = new double[count];
        Array.Fill(parts, qty / count);
        parts[^1] = qty - qty / count * (count - 1);
        return parts;
    }
}
