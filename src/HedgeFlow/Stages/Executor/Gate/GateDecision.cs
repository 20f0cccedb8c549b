namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// Outcome of the gate for one intent, with the figures it was judged by. A value: nothing is allocated until
/// a <see cref="GateDetail"/> or a list of reasons is asked for. NaN = not observed.
/// </summary>
public struct GateDecision
{
    public GateDecision()
    {
    }

    public GateReasons Reasons;

    /// <summary>Reduce-only intents are let through unjudged.</summary>
    public bool Bypassed;

    /// <summary>A hard stop ended the evaluation: nothing was observed.</summary>
    public bool HardStop;

    /// <summary>USD; 0 = unknown.</summary>
    public double Nav;

    /// <summary>USD requested; 0 when it was no number.</summary>
    public double Notional;

    /// <summary>The NAV was stale and the testnet trades on.</summary>
    public bool NavStaleTolerated;

    public bool BreakerActive;

    /// <summary>max(drawdown, loss of the day), fraction.</summary>
    public double Drawdown;

    /// <summary>What the daily loss limit was compared with, fraction.</summary>
    public double DailyLoss;

    /// <summary>Index of the correlation group that is over its cap; -1 = none.</summary>
    public int GroupIndex = -1;

    /// <summary>Share of NAV of that group after the order.</summary>
    public double GroupNavPct = double.NaN;

    /// <summary>VaR of the open positions, fraction of NAV.</summary>
    public double PortfolioVarNavPct = double.NaN;

    /// <summary>CVaR of the order on its own, fraction of NAV.</summary>
    public double PositionCvarNavPct = double.NaN;

    /// <summary>Open quantity in the symbol, base units.</summary>
    public double PositionQty;

    /// <summary>USD; the larger of the symbol's and the global minimum.</summary>
    public double MinNotional;

    /// <summary>USD open in the symbol by quantity times price.</summary>
    public double ExistingNotional;

    /// <summary>USD allowed in the symbol; 0 = no cap.</summary>
    public double SymbolNotionalCap;

    /// <summary>The leverage limit in force; 0 = none.</summary>
    public double MaxLeverage;

    /// <summary>Portfolio gross after the order over NAV.</summary>
    public double ProjectedLeverage = double.NaN;

    /// <summary>Epoch seconds; 0 = never.</summary>
    public double LastFillTs;

    /// <summary>Epoch seconds when the cooldown ends; NaN when none runs.</summary>
    public double CooldownUntil = double.NaN;

    /// <summary>Largest share of NAV per symbol in the intent's tier; 0 = no cap.</summary>
    public double TierShare;

    public readonly bool Vetoed => Reasons.Any;

    public readonly bool Allowed => !Reasons.Any;
}
