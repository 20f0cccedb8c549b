using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel;

/// <summary>The configuration documents that a run reads; a new instance when one of them was reloaded. Nobody changes them.</summary>
/// <param name="PairsUniverse"><c>pairs_universe.json</c>.</param>
/// <param name="RiskLimits"><c>risk_limits.json</c>.</param>
/// <param name="Strategy"><c>strategy_config.json</c>.</param>
/// <param name="RvMomoBaskets"><c>rv_momo_baskets.json</c>.</param>
public sealed record IntelConfig(JsonNode? PairsUniverse, JsonNode? RiskLimits, JsonNode? Strategy, JsonNode? RvMomoBaskets = null)
{
    public static IntelConfig None { get; } = new(null, null, null);
}
