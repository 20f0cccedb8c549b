using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Scores;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.Intel;

internal static class ScoreAdapters
{
    [Vector("intel/symbol_score")]
    public static JsonNode? Score(JsonNode? input)
    {
        JsonNode? metrics = input!["metrics"];
        SymbolScoresV6State.Row row = SymbolScoresBuilder.Row(
            Coerce.Text(input["symbol"])!,
            metrics?["expectancy"] is JsonObject expectancy ? new ExpectancyEntry(expectancy) : null,
            metrics?["router"] is JsonObject router ? new RouterEntry(router) : null,
            SymbolScoresBuilder.MinForEmission(null));
        return JsonSerializer.SerializeToNode(row, SymbolScoresV6StateJson.Default.Row);
    }

    [Vector("intel/symbol_score_universe")]
    public static JsonNode? Universe(JsonNode? input) => JsonSerializer.SerializeToNode(
        SymbolScoresBuilder.Build(
            ExpectancyView.Read(input!["expectancy_snapshot"], bySymbol: true),
            RouterView.Read(input["router_health_snapshot"]),
            SymbolScoresBuilder.MinForEmission(input["strategy_config"]),
            Coerce.Number(input["now"])!.Value),
        SymbolScoresV6State.Surface.TypeInfo);
}
