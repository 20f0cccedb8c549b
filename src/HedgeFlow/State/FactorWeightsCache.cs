using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>cache/factor_weights.json</c> under the book's log folder: the weights that the next run smooths against, over restarts.
/// </summary>
/// <param name="UpdatedTs">Instant of the run that found them, epoch seconds UTC.</param>
/// <param name="Weights">Factor → weight.</param>
/// <param name="History">Weights of this and earlier runs, oldest first: for plots, nothing is computed from it.</param>
public sealed record FactorWeightsCache(
    double UpdatedTs, IReadOnlyDictionary<string, double> Weights, IReadOnlyList<FactorWeightsCache.Point> History)
{
    /// <param name="Ts">Instant of the run, epoch seconds UTC.</param>
    /// <param name="Weights">Factor → weight.</param>
    public sealed record Point(double Ts, IReadOnlyDictionary<string, double> Weights);


    public static StateSurface<FactorWeightsCache> Cache { get; } =
        new("factor_weights_cache", "cache/factor_weights.json", FactorWeightsCacheJson.Default.FactorWeightsCache);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(FactorWeightsCache))]
internal sealed partial class FactorWeightsCacheJson : JsonSerializerContext;
