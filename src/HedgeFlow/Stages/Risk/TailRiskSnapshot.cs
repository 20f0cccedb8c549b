using HedgeFlow.Configuration;

namespace HedgeFlow.Stages.Risk;

/// <summary>VaR of the book and CVaR of every symbol held, with what exceeds its limit. Source: risk contract, VaR and CVaR (snapshot blocks).</summary>
/// <param name="Var">Figures of the book; null when switched off or without NAV.</param>
/// <param name="VarSettings">Limit and confidence of the VaR.</param>
/// <param name="PerSymbol">CVaR per symbol held, ascending; empty when switched off or without NAV.</param>
/// <param name="CvarSettings">Limit and confidence of the CVaR.</param>
public sealed record TailRiskSnapshot(
    PortfolioVarResult? Var, VarSettings VarSettings, IReadOnlyList<KeyValuePair<string, PositionCvar>> PerSymbol, CvarSettings CvarSettings)
{
    public bool VarBreached => Var is { WithinLimit: false };

    public bool CvarBreached => PerSymbol.Any(row => !row.Value.WithinLimit);

    public static TailRiskSnapshot Compute(PortfolioVarModel model, ReadOnlySpan<RiskPosition> positions, double nav)
    {
        ArgumentNullException.ThrowIfNull(model);
        RiskAdvanced settings = model.Returns.Settings;
        PortfolioVarResult? var = settings.Var.Enabled && nav > 0 ? model.Compute(positions, nav) : null;
        return new TailRiskSnapshot(var, settings.Var, PositionCvars(model.Returns, positions, nav), settings.Cvar);
    }

    /// <summary>CVaR of every symbol held, long and short summed; empty when switched off or without NAV.</summary>
    public static IReadOnlyList<KeyValuePair<string, PositionCvar>> PositionCvars(ReturnBook returns, ReadOnlySpan<RiskPosition> positions, double nav)
    {
        ArgumentNullException.ThrowIfNull(returns);
        if (!returns.Settings.Cvar.Enabled || !(nav > 0))
        {
            return [];
        }

        var notionals = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (ref readonly RiskPosition position in positions)
        {
            if (position.Symbol.Length > 0)
            {
                notionals[position.Symbol] = notionals.GetValueOrDefault(position.Symbol) + position.Notional;
            }
        }

        return [.. notionals.Select(entry => KeyValuePair.Create(entry.Key, returns.Cvar(entry.Key, entry.Value, nav)))];
    }
}
