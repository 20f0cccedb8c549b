using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>Names the regimes of an order's routing: maker outcome, fallback, slippage class, policy. Source: intel contract, groupings.</summary>
public static class RegimeTags
{
    private const double LowSlippageBps = 1;
    private const double MediumSlippageBps = 5;

    /// <summary>The tags of a stored metric, in contract order; none for anything but an object.</summary>
    public static IReadOnlyList<string> Of(JsonNode? metric) => metric is JsonObject row ? RouterMetric.FromRow(row).Tags : [];

    internal static string[] Of(JsonNode? policy, JsonNode? slippageBps, JsonNode? makerStart, JsonNode? isMakerFinal, JsonNode? usedFallback)
    {
        var tags = new List<string>(5);
        if (Coerce.Truthy(isMakerFinal))
        {
            tags.Add("maker_success");
        }
        else if (Coerce.Truthy(makerStart))
        {
            tags.Add("maker_attempt");
        }

        if (Coerce.Truthy(usedFallback))
        {
            tags.Add("fallback");
        }

        if (slippageBps is not null && !Coerce.IsNonFinite(slippageBps))
        {
            double bps = Coerce.NumberOrBoolean(slippageBps) ?? 0;
            tags.Add(bps <= LowSlippageBps ? "slip_low" : bps <= MediumSlippageBps ? "slip_med" : "slip_high");
        }

        if (policy is JsonObject rules)
        {
            if (TradeRecord.Id(rules["quality"]) is { } quality)
            {
                tags.Add(PolicyTag(quality));
            }

            if (TradeRecord.Id(rules["taker_bias"]) is { } bias)
            {
                tags.Add(BiasTag(bias));
            }
        }

        return [.. tags];
    }

    // Known labels share one text each, so that a window of metrics holds no copies.
    private static string PolicyTag(string quality) => quality switch
    {
        "good" => "policy_good",
        "ok" => "policy_ok",
        "degraded" => "policy_degraded",
        "broken" => "policy_broken",
        _ => $"policy_{quality}",
    };

    private static string BiasTag(string bias) => bias switch
    {
        "prefer_maker" => "bias_prefer_maker",
        "balanced" => "bias_balanced",
        "prefer_taker" => "bias_prefer_taker",
        _ => $"bias_{bias}",
    };
}
