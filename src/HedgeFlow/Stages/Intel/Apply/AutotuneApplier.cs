using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>
/// What a router calls per order: the live policy goes in, the policy to route with and the facts for telemetry come out.
/// With the flag off it returns at once. Source: intel contract, autotune apply.
/// </summary>
public sealed class AutotuneApplier(AutotuneApplySettings settings, ISuggestionSource suggestions)
{
    /// <summary>
    /// The outcome for one order at <paramref name="now"/> (epoch seconds UTC), and the router context's <c>autotune</c> block
    /// <c>{applied, before, after, risk_mode}</c>. The live policy is not changed.
    /// </summary>
    public AutotuneOutcome Apply(JsonObject policy, string symbol, double? currentOffsetBps, double now, out JsonObject context)
    {
        string mode = settings.ApplyEnabled ? suggestions.RiskMode(now, settings.RiskStateMaxAgeS).Mode : "normal";
        JsonObject? suggestion = settings.ApplyEnabled ? suggestions.Suggestion(symbol) : null;
        AutotuneOutcome outcome = AutotuneApply.Apply(settings, policy, suggestion, symbol, mode, currentOffsetBps);
        context = new JsonObject
        {
            ["applied"] = outcome.Applied,
            ["before"] = policy.DeepClone(),
            ["after"] = outcome.Policy.DeepClone(),
            ["risk_mode"] = mode,
        };
        return outcome;
    }
}
