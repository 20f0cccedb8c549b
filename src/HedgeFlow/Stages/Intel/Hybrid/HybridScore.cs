using System.Text.Json.Serialization;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>The directional score of one intent and everything it was made of. Source: intel contract, directional hybrid score.</summary>
/// <param name="Symbol">Upper case.</param>
/// <param name="Direction">Upper case; LONG by default.</param>
/// <param name="Regime">Volatility regime, as given.</param>
/// <param name="Score">−1 to 1.</param>
/// <param name="Components">The four classic factors, before orthogonalisation.</param>
/// <param name="CarryDetails">How the carry factor came about.</param>
/// <param name="RvMomentum">The relative-value part.</param>
/// <param name="RouterQuality">The routing part.</param>
/// <param name="FactorVector">All factors, orthogonalised values in place of raw ones.</param>
/// <param name="FactorWeighting">Which weights were used.</param>
/// <param name="WeightModifiers">Regime modifiers of the weights.</param>
/// <param name="AlphaDecay">Age of the signal and what it cost.</param>
/// <param name="PassesThreshold">Score at least <paramref name="MinThreshold"/>.</param>
/// <param name="MinThreshold">Threshold from the strategy configuration.</param>
/// <param name="Intent">The intent as it was.</param>
/// <param name="Classification">The direction, or NEUTRAL.</param>
/// <param name="VolRegimeModifier">The regime's modifier of the router weight.</param>
public sealed record HybridScore(
    string Symbol,
    string Direction,
    string Regime,
    [property: JsonPropertyName("hybrid_score")] double Score,
    HybridScore.ScoreComponents Components,
    CarryScore CarryDetails,
    HybridScore.RvPart RvMomentum,
    HybridScore.RouterPart RouterQuality,
    IReadOnlyDictionary<string, double> FactorVector,
    HybridScore.WeightingPart FactorWeighting,
    HybridScore.Modifiers WeightModifiers,
    AlphaDecay AlphaDecay,
    bool PassesThreshold,
    double MinThreshold,
    MirroredObject Intent,
    string Classification,
    double VolRegimeModifier)
{
    /// <param name="Trend">0 to 1.</param>
    /// <param name="Carry">0 to 1.</param>
    /// <param name="Expectancy">0 to 1.</param>
    /// <param name="Router">0 to 1.</param>
    public sealed record ScoreComponents(double Trend, double Carry, double Expectancy, double Router);

    /// <param name="Score">−1 to 1.</param>
    /// <param name="Enabled">Part of the configuration.</param>
    /// <param name="Weight">0 to 1; taken from the other factors even when the score is 0.</param>
    public sealed record RvPart(double Score, bool Enabled, double Weight);

    /// <param name="Enabled">Part of the configuration.</param>
    /// <param name="Score">0 to 1.</param>
    /// <param name="Multiplier">What the score did to the result.</param>
    public sealed record RouterPart(bool Enabled, double Score, double Multiplier);

    /// <param name="FactorWeightsUsed">The given factor weights, {} without.</param>
    /// <param name="UsingFactorWeights">Given weights replaced the configured ones.</param>
    /// <param name="UsingOrthogonalized">Orthogonalised factors replaced raw ones.</param>
    public sealed record WeightingPart(
        IReadOnlyDictionary<string, double> FactorWeightsUsed, bool UsingFactorWeights, bool UsingOrthogonalized);

    /// <param name="Carry">Multiplier of the carry weight.</param>
    /// <param name="Expectancy">Multiplier of the expectancy weight.</param>
    /// <param name="Router">Multiplier of the router weight.</param>
    public sealed record Modifiers(double Carry, double Expectancy, double Router)
    {
        /// <summary>Weights as configured.</summary>
        public static Modifiers None { get; } = new(1, 1, 1);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(HybridScore[]))]
internal sealed partial class HybridScoreJson : JsonSerializerContext;
