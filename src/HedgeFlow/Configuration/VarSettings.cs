using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>Portfolio value at risk: <c>risk_advanced.var</c>. Source: risk contract, VaR and CVaR.</summary>
/// <param name="Enabled">Whether it is computed.</param>
/// <param name="Confidence">0..1, exclusive.</param>
/// <param name="LookbackBars">Newest closes used.</param>
/// <param name="HalflifeBars">Half-life of the weights; 0 or less = equal weights.</param>
/// <param name="MaxPortfolioVarNav">Limit, fraction of NAV.</param>
public sealed record VarSettings(bool Enabled, double Confidence, int LookbackBars, double HalflifeBars, double MaxPortfolioVarNav)
{
    public static VarSettings Default { get; } = new(true, 0.99, 500, 100, 0.12);

    /// <summary>Missing or unusable members take their defaults.</summary>
    public static VarSettings Of(JsonNode? block)
    {
        if (block is not JsonObject map)
        {
            return Default;
        }

        return new VarSettings(
            !map.ContainsKey("enabled") || map["enabled"] is null || Coerce.Flag(map["enabled"]),
            RiskAdvanced.Confidence(map, Default.Confidence),
            RiskAdvanced.Bars(map, Default.LookbackBars),
            Coerce.Number(map["halflife_bars"]) ?? Default.HalflifeBars,
            RiskAdvanced.Limit(map, Default.MaxPortfolioVarNav, "max_portfolio_var_nav_pct", "var_limit_nav_pct"));
    }
}
