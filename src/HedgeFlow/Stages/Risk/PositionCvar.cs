namespace HedgeFlow.Stages.Risk;

/// <summary>Value at risk and expected shortfall of one position. Source: risk contract, VaR and CVaR (position CVaR).</summary>
/// <param name="CvarUsd">USD.</param>
/// <param name="CvarNavPct">Fraction of NAV; 0 when NAV is 0 or less.</param>
/// <param name="VarUsd">USD.</param>
/// <param name="VarNavPct">Fraction of NAV; 0 when NAV is 0 or less.</param>
/// <param name="NotionalUsd">USD of the position.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="LookbackUsed">Returns used.</param>
/// <param name="LimitNavPct">Fraction of NAV.</param>
/// <param name="WithinLimit">CVaR does not exceed the limit.</param>
public readonly record struct PositionCvar(
    double CvarUsd, double CvarNavPct, double VarUsd, double VarNavPct, double NotionalUsd, double Confidence, int LookbackUsed, double LimitNavPct, bool WithinLimit)
{
    public static PositionCvar Of(in TailLoss tail, double notional, double nav, double confidence, double limit)
    {
        double cvar = tail.Cvar * notional;
        double var = tail.Var * notional;
        double share = nav > 0 ? cvar / nav : 0;
        return new PositionCvar(cvar, share, var, nav > 0 ? var / nav : 0, notional, confidence, tail.Count, limit, share <= limit);
    }
}
