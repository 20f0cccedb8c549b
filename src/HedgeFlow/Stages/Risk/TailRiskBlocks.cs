using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>VaR and CVaR as blocks of the risk snapshot: always there, null figures when nothing can be computed.</summary>
public static class TailRiskBlocks
{
    public static RiskSnapshotState.VarBlock Var(TailRiskSnapshot tail)
    {
        ArgumentNullException.ThrowIfNull(tail);
        return new RiskSnapshotState.VarBlock
        {
            PortfolioVarUsd = tail.Var?.Var.Usd,
            PortfolioVarNavPct = tail.Var?.Var.NavPct,
            MaxPortfolioVarNavPct = tail.VarSettings.MaxPortfolioVarNav,
            WithinLimit = tail.Var?.WithinLimit ?? true,
            PortfolioVolatility = tail.Var?.Var.Volatility,
            Confidence = tail.VarSettings.Confidence,
            NAssets = tail.Var?.AssetCount ?? 0,
        };
    }

    public static RiskSnapshotState.CvarBlock Cvar(TailRiskSnapshot tail)
    {
        ArgumentNullException.ThrowIfNull(tail);
        var perSymbol = new OrderedDictionary<string, RiskSnapshotState.SymbolCvar>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, PositionCvar> row in tail.PerSymbol)
        {
            perSymbol[row.Key] = new RiskSnapshotState.SymbolCvar(row.Value.CvarNavPct, row.Value.LimitNavPct, row.Value.WithinLimit);
        }

        return new RiskSnapshotState.CvarBlock
        {
            PerSymbol = perSymbol,
            MaxPositionCvarNavPct = tail.CvarSettings.MaxPositionCvarNav,
            Confidence = tail.CvarSettings.Confidence,
        };
    }

    /// <summary>Only what is raised.</summary>
    public static RiskSnapshotState.AnomaliesBlock Anomalies(TailRiskSnapshot tail, NavJump? jump, bool flapping)
    {
        ArgumentNullException.ThrowIfNull(tail);
        return new RiskSnapshotState.AnomaliesBlock
        {
            NavJump = jump is null ? null : new RiskSnapshotState.NavJumpBlock(jump.Old, jump.New, jump.Pct),
            VarLimitBreach = tail.VarBreached ? true : null,
            CvarLimitBreach = tail.CvarBreached ? true : null,
            DdFlap = flapping ? true : null,
        };
    }
}
