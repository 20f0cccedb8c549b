using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>symbol_scores_v6.json</c>: how well each symbol trades, 0 to 1, best first (ties by symbol). Rewritten on every tick with
/// the last computed content. Source: state contract, symbol_scores_v6; intel contract, symbol scores.
/// </summary>
/// <param name="UpdatedTs">Instant of the computation, epoch seconds UTC; before the first one, the tick's.</param>
/// <param name="Symbols">One row per symbol that is known to expectancy or router health.</param>
/// <param name="IntelEnabled">Only before the first computation: whether there will be one.</param>
public sealed record SymbolScoresV6State(
    [property: Finite] double UpdatedTs,
    IReadOnlyList<SymbolScoresV6State.Row> Symbols,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? IntelEnabled = null)
{
    public static StateSurface<SymbolScoresV6State> Surface { get; } =
        new("symbol_scores", "symbol_scores_v6.json", SymbolScoresV6StateJson.Default.SymbolScoresV6State);

    /// <param name="Symbol">Upper case.</param>
    /// <param name="Score">0 to 1; 0.45 without any data.</param>
    /// <param name="Components">What the score is made of.</param>
    /// <param name="Inputs">The entries that it was computed from, as they were.</param>
    /// <param name="RouterQualityScore">The published quality as it is, else the router component.</param>
    /// <param name="HybridScore">The score.</param>
    /// <param name="Hybrid">Whether the score is good enough to emit.</param>
    public sealed record Row(
        string Symbol,
        double Score,
        ScoreComponents Components,
        ScoreInputs Inputs,
        double RouterQualityScore,
        double HybridScore,
        HybridBlock Hybrid);

    /// <param name="Expectancy">0 to 1.</param>
    /// <param name="Router">0 to 1.</param>
    /// <param name="SlippagePenalty">0 to 0.4.</param>
    /// <param name="FeeDragPenalty">0 to 0.4.</param>
    /// <param name="VolatilityPenalty">0 to 0.5.</param>
    public sealed record ScoreComponents(
        double Expectancy, double Router, double SlippagePenalty, double FeeDragPenalty, double VolatilityPenalty);

    /// <param name="Expectancy">The symbol's expectancy statistics, {} without.</param>
    /// <param name="Router">The symbol's router health row, {} without.</param>
    public sealed record ScoreInputs(MirroredObject Expectancy, MirroredObject Router);

    /// <param name="Score">The score.</param>
    /// <param name="RouterQualityScore">As in the row.</param>
    /// <param name="PassesEmission">Score at least <paramref name="MinForEmission"/>.</param>
    /// <param name="MinForEmission">Threshold from the strategy configuration.</param>
    public sealed record HybridBlock(double Score, double RouterQualityScore, bool PassesEmission, double MinForEmission);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(SymbolScoresV6State))]
internal sealed partial class SymbolScoresV6StateJson : JsonSerializerContext;
