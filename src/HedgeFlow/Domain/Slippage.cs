namespace HedgeFlow.Domain;

/// <summary>Cost of a fill against the price at decision. Source: router contract, prices.</summary>
public static class Slippage
{
    /// <summary>(fill − mark) / mark in basis points, positive = paid more or got less; null when a price is missing or mark ≤ 0.</summary>
    public static double? Bps(bool isSell, double? mark, double? fill)
    {
        if (mark is not > 0 || fill is not { } price)
        {
            return null;
        }

        double bps = (price - mark.Value) / mark.Value * 1e4;
        if (!double.IsFinite(bps))
        {
            return null;
        }

        return isSell ? -bps : bps;
    }
}
