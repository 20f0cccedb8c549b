using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// The routing policy in force, as autotune reads it. Its own offset is no part of it: the router's suggestion is.
/// Source: intel contract, current policy.
/// </summary>
/// <param name="MakerFirst">Orders start as maker; unless the policy says otherwise they do, and an explicit null says otherwise.</param>
/// <param name="BiasLabel">The policy's own word for its bias, lower case; null when it has none.</param>
/// <param name="TakerBias">The bias as a number, where it is one.</param>
public readonly record struct LivePolicy(bool MakerFirst, string? BiasLabel, double? TakerBias)
{
    public static LivePolicy None { get; } = new(true, null, null);

    /// <summary>The policy of a foreign document.</summary>
    public static LivePolicy Of(JsonObject? policy) => policy is null
        ? None
        : new LivePolicy(
            !policy.TryGetPropertyValue("maker_first", out JsonNode? first) || Coerce.Truthy(first),
            LabelOf(Coerce.Text(IntelFields.First(policy, "taker_bias", "bias_label"))),
            Coerce.NumberOrBoolean(policy["taker_bias"]));

    /// <summary>The router's own policy.</summary>
    public static LivePolicy Of(RouterPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new LivePolicy(policy.MakerFirst is true, LabelOf(policy.TakerBias), Coerce.NumberInText(policy.TakerBias));
    }

    /// <summary>A number in a text is not a word.</summary>
    private static string? LabelOf(string? text) => text switch
    {
        null or "" => null,
        // The usual words come as they are.
        "prefer_maker" or "balanced" or "prefer_taker" => text,
        _ => Coerce.NumberInText(text) is null ? text.ToLowerInvariant() : null,
    };
}
