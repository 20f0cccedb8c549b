namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>The rules of the pre-trade gate, in the order in which their reasons are listed. Source: risk contract, rules.</summary>
public enum GateRule
{
    KillSwitch,
    RestrictedSymbol,
    NonProdGuard,
    NotInUniverse,
    NavStale,
    PortfolioDrawdownCircuit,
    CorrelationCap,
    PortfolioVarLimit,
    PositionCvarLimit,
    AlreadyInTrade,
    NotWhitelisted,
    NavDrawdownLimit,
    DayLossLimit,
    MinNotional,
    MaxOrderNotional,
    MaxPositionUsd,
    SymbolShare,
    MaxOpenQty,
    SideBlocked,
    Leverage,
    EffectiveLeverage,
    Cooldown,
    ErrorCircuit,
    BurstLimit,
    TradeEquityCap,
    MaxTradeNav,
    PortfolioCap,
    MaxConcurrent,
    TierCap,

    /// <summary>The gate itself failed: nothing is let through.</summary>
    EngineError,
}
