using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>Factor weights with what they were found from; the last members are only there while weighting is on.</summary>
/// <param name="Weights">Factor → weight; those that are not configured any more fade at the end.</param>
/// <param name="FactorVols">Factor → volatility of its normalised values.</param>
/// <param name="FactorIr">Factor → information ratio.</param>
/// <param name="Mode">How weights are found.</param>
/// <param name="UpdatedTs">Instant of the run, epoch seconds UTC.</param>
public sealed record FactorWeightsBlock(
    IReadOnlyDictionary<string, double> Weights,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? FactorVols,
    IReadOnlyDictionary<string, double> FactorIr,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mode = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? UpdatedTs = null);
