using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>
/// The latest suggestions, handed from the intel stage to the router in memory; files never take part. Any thread.
/// Source: intel contract, autotune apply.
/// </summary>
public interface ISuggestionSource
{
    /// <summary>The suggestion row of a symbol, or null. Nobody changes it.</summary>
    JsonObject? Suggestion(string symbol);

    /// <summary>The allocator's risk mode at <paramref name="now"/> (epoch seconds UTC), stale after <paramref name="maxAgeS"/> seconds.</summary>
    ApplyRiskMode RiskMode(double now, double maxAgeS);
}
