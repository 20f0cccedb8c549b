using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>What intent scoring takes from the strategy configuration. Source: intel contract, intent scoring.</summary>
public sealed record HybridConfig
{
    /// <summary>Factor → weight where no factor weights are given, in the order in which they are summed.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = ClassicWeights(null);

    public RouterQualityRules RouterQuality { get; init; } = new();

    public bool RvEnabled { get; init; } = true;

    /// <summary>0 to 1; 0 while relative value is off.</summary>
    public double RvWeight { get; init; } = 0.10;

    public bool DecayEnabled { get; init; } = true;

    public double HalfLifeMinutes { get; init; } = 45;

    public double MinDecayMultiplier { get; init; } = 0.35;

    /// <summary>Intents are classified by direction; not so in side mode <c>neutral</c>.</summary>
    public bool Directional { get; init; } = true;

    /// <summary>Volatility regime (case matters) → modifiers of the weights; empty while regimes are off.</summary>
    public IReadOnlyDictionary<string, HybridScore.Modifiers> RegimeModifiers { get; init; } = new Dictionary<string, HybridScore.Modifiers>();

    /// <summary>The configuration with defaults for what it lacks.</summary>
    public static HybridConfig Read(JsonNode? strategyConfig)
    {
        var root = strategyConfig as JsonObject;
        var rv = root?["rv_momentum"] as JsonObject;
        bool rvEnabled = IsEnabled(rv);
        return ReadDecay(root?["alpha_decay"] as JsonObject) with
        {
            Weights = ClassicWeights(root?["hybrid_scoring"] as JsonObject),
            RouterQuality = RouterQualityRules.Read(root?["router_quality"] as JsonObject),
            RvEnabled = rvEnabled,
            RvWeight = rvEnabled ? IntelFields.Clamp01(Member(rv, "hybrid_weight", 0.10)) : 0,
            Directional = Coerce.Text((root?["vol_target"] as JsonObject)?["side_mode"]) != "neutral",
            RegimeModifiers = Modifiers(root?["vol_regimes"] as JsonObject),
        };
    }

    /// <summary>Defaults with the members of an <c>alpha_decay</c> block.</summary>
    public static HybridConfig ReadDecay(JsonObject? block) => new()
    {
        DecayEnabled = IsEnabled(block),
        HalfLifeMinutes = Member(block, "half_life_minutes", 45),
        MinDecayMultiplier = Member(block, "min_decay_multiplier", 0.35),
    };

    internal static bool IsEnabled(JsonObject? block) => block?["enabled"] is not { } flag || Coerce.Flag(flag);

    internal static double Member(JsonObject? block, string name, double otherwise) => Coerce.NumberOrBoolean(block?[name]) ?? otherwise;

    private static Dictionary<string, double> ClassicWeights(JsonObject? block)
    {
        JsonObject? used = IsEnabled(block) ? block : null;
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["trend"] = Member(used, "trend_weight", 0.40),
            ["carry"] = Member(used, "carry_weight", 0.25),
            ["expectancy"] = Member(used, "expectancy_weight", 0.20),
            ["router"] = Member(used, "router_weight", 0.15),
        };
    }

    private static Dictionary<string, HybridScore.Modifiers> Modifiers(JsonObject? block)
    {
        var modifiers = new Dictionary<string, HybridScore.Modifiers>(StringComparer.Ordinal);
        if (IsEnabled(block) && (block?["hybrid_weight_modifiers"] as JsonObject)?["default"] is JsonObject regimes)
        {
            foreach (KeyValuePair<string, JsonNode?> regime in regimes)
            {
                if (regime.Value is JsonObject members)
                {
                    modifiers[regime.Key] = new HybridScore.Modifiers(
                        Member(members, "carry", 1), Member(members, "expectancy", 1), Member(members, "router", 1));
                }
            }
        }

        return modifiers;
    }
}
