using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Allocator;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.Intel;

internal static class AllocatorAdapters
{
    [Vector("intel/allocator_normalize_pct")]
    public static JsonNode? NormalizePct(JsonNode? input) => AllocatorCaps.Fraction(input!["value"]);

    [Vector("intel/allocator_weight_signal")]
    public static JsonNode? Signal(JsonNode? input) => FeedbackAllocator.Signal(
        Coerce.NumberOrBoolean(input!["score"]), Coerce.NumberOrBoolean(input["expectancy"]), Coerce.Text(input["router_quality"]));

    [Vector("intel/allocator_risk_mode")]
    public static JsonNode? RiskMode(JsonNode? input) =>
        new JsonObject { ["risk_mode"] = AllocatorRiskMode.At(Coerce.Number(input!["drawdown_pct"])).Name };

    [Vector("intel/allocator_drawdown")]
    public static JsonNode? Drawdown(JsonNode? input) => AllocatorRiskMode.Drawdown(input!["risk_snapshot"]);

    [Vector("intel/allocator_caps", ExactAt = "pairs,risk,merged")]
    public static JsonNode? Caps(JsonNode? input)
    {
        AllocatorCaps caps = AllocatorCaps.Read(input!["pairs_universe"], input["risk_config"]);
        return new JsonObject
        {
            ["pairs"] = Map(caps.Pairs),
            ["risk"] = Map(caps.Risk),
            ["global_symbol_cap"] = caps.GlobalSymbolShare,
            ["global_trade_cap"] = caps.GlobalTradeNav,
            ["global_max_positions"] = caps.GlobalMaxPositions,
            ["merged"] = Map(((JsonArray)input["symbols"]!).Select(symbol => KeyValuePair.Create(Coerce.Text(symbol)!, caps.Merged(Coerce.Text(symbol)!)))),
        };
    }

    [Vector("intel/allocator_build_suggestions")]
    public static JsonNode? Build(JsonNode? input) => JsonSerializer.SerializeToNode(
        new AllocatorDocuments
        {
            Expectancy = input!["expectancy_snapshot"],
            SymbolScores = input["symbol_scores_snapshot"],
            RouterPolicy = input["router_policy_snapshot"],
            Nav = input["nav_snapshot"],
            RiskSnapshot = input["risk_snapshot"],
            RiskConfig = input["risk_config"],
            PairsUniverse = input["pairs_universe"],
            StateFile = name => VectorInputs.File(input["state_files"]?[name]),
            RiskConfigFile = () => VectorInputs.File(input["risk_limits_file"]),
            PairsUniverseFile = () => VectorInputs.File(input["pairs_universe_file"]),
            LookbackDays = Coerce.Number(input["lookback_days"]),
        }.Build(Coerce.Number(input["now"])!.Value),
        RiskAllocationSuggestionsV6State.Surface.TypeInfo);

    private static JsonObject Map(IEnumerable<KeyValuePair<string, SymbolCaps>> caps) => new(
        [
            .. caps.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)new JsonObject
            {
                ["max_nav_pct"] = entry.Value.MaxNav,
                ["max_trade_nav_pct"] = entry.Value.MaxTradeNav,
                ["max_concurrent"] = entry.Value.MaxConcurrent,
            })),
        ]);
}
