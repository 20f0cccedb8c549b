namespace HedgeFlow.Stages.Risk;

/// <summary>Value at risk of the open positions against its limit. Source: risk contract, VaR and CVaR (from positions).</summary>
/// <param name="Var">The figures; zeros when there is nothing to compute from.</param>
/// <param name="LimitNavPct">Fraction of NAV.</param>
/// <param name="WithinLimit">VaR does not exceed the limit.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="AssetCount">Symbols with a usable history.</param>
/// <param name="LookbackUsed">Returns used of each.</param>
public readonly record struct PortfolioVarResult(
    PortfolioVar Var, double LimitNavPct, bool WithinLimit, double Confidence, int AssetCount, int LookbackUsed);
