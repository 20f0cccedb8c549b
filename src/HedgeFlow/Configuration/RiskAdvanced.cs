using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>The <c>risk_advanced</c> block. Source: risk contract, VaR and CVaR.</summary>
public sealed record RiskAdvanced(VarSettings Var, CvarSettings Cvar)
{
    public static RiskAdvanced Default { get; } = new(VarSettings.Default, CvarSettings.Default);

    internal static ConfigSchema Schema { get; } = new(
    [
        new("var", ConfigKey.Block(new ConfigSchema(
        [
            new("enabled", ConfigKey.Flag),
            new("confidence", ConfigKey.Percentage),
            new("lookback_bars", ConfigKey.Amount),
            new("halflife_bars", ConfigKey.Number),
            new("max_portfolio_var_nav_pct", ConfigKey.Percentage),
            new("var_limit_nav_pct", ConfigKey.Percentage),
        ]))),
        new("cvar", ConfigKey.Block(new ConfigSchema(
        [
            new("enabled", ConfigKey.Flag),
            new("confidence", ConfigKey.Percentage),
            new("lookback_bars", ConfigKey.Amount),
            new("max_position_cvar_nav_pct", ConfigKey.Percentage),
            new("cvar_limit_nav_pct", ConfigKey.Percentage),
        ]))),
    ]);

    /// <summary>Reads <c>{var{}, cvar{}}</c>; missing or unusable members take their defaults.</summary>
    public static RiskAdvanced Of(JsonNode? block) =>
        block is JsonObject map ? new RiskAdvanced(VarSettings.Of(map["var"]), CvarSettings.Of(map["cvar"])) : Default;

    internal static double Confidence(JsonObject map, double other) =>
        Fractions.NormalizePercentage(map["confidence"]) is > 0 and < 1 and { } confidence ? confidence : other;

    internal static int Bars(JsonObject map, int other) =>
        Coerce.Number(map["lookback_bars"]) is >= 1 and { } bars ? (int)Math.Min(bars, 100_000) : other;

    internal static double Limit(JsonObject map, double other, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (Fractions.NormalizePercentage(map[key]) is { } limit)
            {
                return limit;
            }
        }

        return other;
    }
}
