using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>expectancy_v6.json</c>: what closed trades earned, by symbol, UTC hour of the close and routing regime.
/// Source: state contract, expectancy_v6; intel contract, expectancy.
/// </summary>
/// <param name="Symbols">Symbol → statistics, in order of first appearance.</param>
/// <param name="Hours">"0" to "23" (UTC) → statistics; only hours with trades, ascending.</param>
/// <param name="Regimes">Routing tag → statistics; a trade counts under each of its tags.</param>
/// <param name="SampleCount">All trades, those without symbol or time included.</param>
/// <param name="LookbackHours">Length of the window.</param>
/// <param name="Metadata">Account state at the time of the run.</param>
/// <param name="UpdatedTs">Instant of the run, epoch seconds UTC.</param>
public sealed record ExpectancyV6State(
    IReadOnlyDictionary<string, ExpectancyStats> Symbols,
    IReadOnlyDictionary<string, ExpectancyStats> Hours,
    IReadOnlyDictionary<string, ExpectancyStats> Regimes,
    int SampleCount,
    double LookbackHours,
    ExpectancyV6State.RunMetadata Metadata,
    [property: Finite] double UpdatedTs)
{
    public static StateSurface<ExpectancyV6State> Surface { get; } =
        new("expectancy_v6", "expectancy_v6.json", ExpectancyV6StateJson.Default.ExpectancyV6State);

    /// <param name="NavSnapshot">The scalar members of <c>nav.json</c>; never its series.</param>
    public sealed record RunMetadata(JsonObject NavSnapshot);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(ExpectancyV6State))]
internal sealed partial class ExpectancyV6StateJson : JsonSerializerContext;
