using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Intel;

namespace HedgeFlow.Tests.Conformance.Factors;

internal static class MomentumAdapters
{
    [Vector("factors/rv_returns", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Returns(JsonNode? input) => Map(Load(
        ((JsonArray)input!["symbols"]!).Select(symbol => Coerce.Text(symbol)!),
        input["files"],
        (int)Coerce.Integer(input["lookback_bars"])!.Value,
        Coerce.JsonNumber(input["half_life_bars"])!.Value));

    [Vector("factors/rv_ewma", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Ewma(JsonNode? input)
    {
        double[] values = Series(input!["data"]);
        RvReturns.Smooth(values, Coerce.JsonNumber(input["alpha"])!.Value);
        return List(values);
    }

    [Vector("factors/rv_pair_spread", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Pair(JsonNode? input) =>
        RvSpreads.Pair(Coerce.Text(input!["long_symbol"])!, Coerce.Text(input["short_symbol"])!, SeriesMap(input["returns"]));

    [Vector("factors/rv_basket_spread", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Basket(JsonNode? input) =>
        RvSpreads.Basket(Texts(input!["group_a"]), Texts(input["group_b"]), SeriesMap(input["returns"]));

    [Vector("factors/rv_normalize_scores", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Scores(JsonNode? input)
    {
        var raw = (JsonObject)input!["raw_scores"]!;
        string[] symbols = [.. raw.Select(score => score.Key)];
        double[] scores = RvScores.Normalize(
            symbols, [.. raw.Select(score => FactorInputs.Double(score.Value))], Coerce.Text(input["mode"])!, Coerce.JsonNumber(input["max_abs"])!.Value);
        return FactorInputs.Map(symbols.Zip(scores, KeyValuePair.Create));
    }

    [Vector("factors/rv_symbol_baskets", Exact = true)]
    public static JsonNode? SymbolBaskets(JsonNode? input) =>
        new JsonArray([.. RvBaskets.Load(input!["baskets_cfg"], out _)!.Of(Coerce.Text(input["symbol"])!).Select(name => (JsonNode?)JsonValue.Create(name))]);

    [Vector("factors/rv_snapshot", ExactAt = "state,unrounded", Absolute = 1e-9)]
    public static JsonNode? Snapshot(JsonNode? input)
    {
        RvMomentumConfig config = RvMomentumConfig.Load(new JsonObject { ["rv_momentum"] = input!["config"]!.DeepClone() }, out _)!;
        RvBaskets baskets = RvBaskets.Load(input["baskets"], out _)!;
        IReadOnlyDictionary<string, double[]> returns = input["returns"] is { } given
            ? SeriesMap(given)
            : Load(baskets.Symbols(Texts(input["symbols"])), input["files"], config.LookbackBars, config.HalfLifeBars);
        RvMomentum momentum = RvMomentum.Of(config, baskets, returns);
        var perSymbol = new JsonObject();
        for (int i = 0; i < momentum.Symbols.Count; i++)
        {
            perSymbol[momentum.Symbols[i]] = new JsonObject { ["score"] = momentum.Scores[i], ["raw_score"] = momentum.Raw[i] };
        }

        return new JsonObject
        {
            ["state"] = FactorInputs.Written(RvMomentumState.Surface, momentum.ToState(FactorInputs.Now(input))),
            ["unrounded"] = new JsonObject
            {
                ["per_symbol"] = perSymbol,
                ["spreads"] = JsonSerializer.SerializeToNode(momentum.Spreads, RvMomentumStateJson.Default.GroupSpreads),
            },
        };
    }

    [Vector("factors/publish_rv_momentum", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Publish(JsonNode? input)
    {
        RvMomentumConfig? config = RvMomentumConfig.Load(VectorInputs.File(input!["strategy_config"]), out _);
        RvBaskets? baskets = RvBaskets.Load(VectorInputs.File(input["baskets"]), out _);
        RvMomentumState? state = config is { Enabled: true } && baskets is not null
            ? RvMomentum.Of(config, baskets, Load(baskets.Symbols(), input["files"], config.LookbackBars, config.HalfLifeBars)).ToState(FactorInputs.Now(input))
            : null;
        JsonNode? file = state is null ? null : FactorInputs.Written(RvMomentumState.Surface, state);
        JsonNode returned = file?.DeepClone() ?? new JsonObject();
        return new JsonObject
        {
            ["returned"] = returned,
            ["file_written"] = file is not null,
            ["file_equals_returned"] = JsonNode.DeepEquals(file, returned),
        };
    }

    private static Dictionary<string, double[]> Load(IEnumerable<string> symbols, JsonNode? files, int lookback, double halfLife)
    {
        var returns = new Dictionary<string, double[]>();
        foreach (string symbol in symbols)
        {
            JsonNode? file = files?[symbol];
            JsonNode? bars = file?["json"] ?? JsonNodes.TryParse(Coerce.Text(file?["text"]), out _);
            returns[symbol.ToUpperInvariant()] = RvReturns.Smoothed(RvReturns.Closes(bars), lookback, halfLife);
        }

        return returns;
    }

    private static double[] Series(JsonNode? list) => [.. ((JsonArray)list!).Select(FactorInputs.Double)];

    private static Dictionary<string, double[]> SeriesMap(JsonNode? map) =>
        ((JsonObject)map!).ToDictionary(member => member.Key, member => Series(member.Value));

    private static string[] Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(text => Coerce.Text(text)!)];

    private static JsonArray List(IEnumerable<double> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);

    private static JsonObject Map(Dictionary<string, double[]> series) =>
        new(series.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)List(entry.Value))));
}
