using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>Expected shortfall of one position: <c>risk_advanced.cvar</c>. Source: risk contract, VaR and CVaR.</summary>
/// <param name="Enabled">Whether it is computed.</param>
/// <param name="Confidence">0..1, exclusive.</param>
/// <param name="LookbackBars">Newest closes used.</param>
/// <param name="MaxPositionCvarNav">Limit, fraction of NAV.</param>
public sealed record CvarSettings(bool Enabled, double Confidence, int LookbackBars, double MaxPositionCvarNav)
{
    public static CvarSettings Default { get; } = new(true, 0.95, 400, 0.04);

    /// <summary>Missing or unusable members take their defaults.</summary>
    public static CvarSettings Of(JsonNode? block)
    {
        if (block is not JsonObject map)
        {
            return Default;
        }

        return new CvarSettings(
            !map.ContainsKey("enabled") || map["enabled"] is null || Coerce.Flag(map["enabled"]),
            RiskAdvanced.Confidence(map, Default.Confidence),
            RiskAdvanced.Bars(map, Default.LookbackBars),
            RiskAdvanced.Limit(map, Default.MaxPositionCvarNav, "max_position_cvar_nav_pct", "cvar_limit_nav_pct"));
    }
}
