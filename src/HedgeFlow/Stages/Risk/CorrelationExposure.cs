using HedgeFlow.Configuration;

namespace HedgeFlow.Stages.Risk;

/// <summary>Share of NAV that stands in a group of correlated symbols. Source: risk contract, correlation groups.</summary>
public static class CorrelationExposure
{
    /// <summary>Fraction of NAV; 0 when NAV is 0 or less.</summary>
    public static double Of(CorrelationGroup group, ReadOnlySpan<RiskPosition> positions, double nav)
    {
        ArgumentNullException.ThrowIfNull(group);
        return nav > 0 ? Gross(group, positions) / nav : 0;
    }

    /// <summary>As <see cref="Of"/>, with an order added when its symbol is in the group.</summary>
    public static double AfterOrder(CorrelationGroup group, ReadOnlySpan<RiskPosition> positions, double nav, string orderSymbol, double orderNotional)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (!(nav > 0))
        {
            return 0;
        }

        double gross = Gross(group, positions);
        return (group.Symbols.Contains(orderSymbol) ? gross + Math.Abs(orderNotional) : gross) / nav;
    }

    private static double Gross(CorrelationGroup group, ReadOnlySpan<RiskPosition> positions)
    {
        double gross = 0;
        foreach (ref readonly RiskPosition position in positions)
        {
            if (group.Symbols.Contains(position.Symbol))
            {
                gross += position.Notional;
            }
        }

        return gross;
    }
}
