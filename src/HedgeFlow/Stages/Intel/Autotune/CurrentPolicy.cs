using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>Reads the live policy of a symbol. Source: intel contract, current policy.</summary>
public static class CurrentPolicy
{
    /// <summary>Offset where the router has no suggestion.</summary>
    private const double BaselineOffsetBps = 4;

    private const double NeutralBias = 0.5;

    /// <summary>The policy within bounds. The policy's own offset is ignored: <paramref name="makerOffsetBps"/> is the router's suggestion.</summary>
    public static RouterPolicySuggestionsV6State.Policy Read(JsonObject? policy, double? makerOffsetBps, AutotuneBounds bounds)
    {
        bool makerFirst = policy is null || !policy.TryGetPropertyValue("maker_first", out JsonNode? first) || Coerce.Truthy(first);
        string? label = LabelOf(IntelFields.First(policy, "taker_bias", "bias_label"));
        double bias = bounds.ClampBias(label switch
        {
            "prefer_maker" or "maker" => 0.25,
            "balanced" or "neutral" => NeutralBias,
            "prefer_taker" => 0.75,
            "taker" => 0.8,
            _ => Coerce.NumberOrBoolean(policy?["taker_bias"]) ?? NeutralBias,
        });
        return new RouterPolicySuggestionsV6State.Policy(
            makerFirst, bias, label ?? RouterLabels.OfBias(bias), bounds.ClampOffset(makerOffsetBps ?? BaselineOffsetBps));
    }

    /// <summary>The word in lower case; a number or a number in a text is not a word.</summary>
    private static string? LabelOf(JsonNode? node) => Coerce.Text(node) switch
    {
        null or "" => null,
        // The usual words come as they are.
        "prefer_maker" => "prefer_maker",
        "balanced" => "balanced",
        "prefer_taker" => "prefer_taker",
        string text => Coerce.NumberInText(text) is null ? text.ToLowerInvariant() : null,
    };
}
