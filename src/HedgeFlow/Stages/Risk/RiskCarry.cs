using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>What the next run needs of the last published snapshot, kept in <c>cache/risk_state.json</c>.</summary>
/// <param name="State">State of the drawdown machine.</param>
/// <param name="Nav">Published NAV, USD.</param>
/// <param name="Transitions">Newest changes of state, epoch seconds, oldest first.</param>
public sealed record RiskCarry(string State, double Nav, IReadOnlyList<double> Transitions)
{
    public static StateSurface<RiskCarry> Cache { get; } = new("risk_state", "cache/risk_state.json", RiskCarryJson.Default.RiskCarry);

    /// <summary>A stored state; null when there is none. What cannot be read is left out.</summary>
    public static RiskCarry? Read(JsonNode? stored) => stored is not JsonObject map ? null : new RiskCarry(
        Coerce.Text(map["state"]) ?? "",
        Coerce.Number(map["nav"]) ?? double.NaN,
        map["transitions"] is JsonArray times ? [.. times.Select(Coerce.Number).OfType<double>()] : []);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(RiskCarry))]
internal sealed partial class RiskCarryJson : JsonSerializerContext;
