using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.Intel;

internal static class ExpectancyAdapters
{
    [Vector("intel/expectancy_load_trade_records", Exact = true)]
    public static JsonNode? TradeRecords(JsonNode? input)
    {
        ExpectancyWindow window = Window(input!["lines"], null);
        return new JsonArray([.. window.Trades(Number(input["now"]), Number(input["lookback_hours"])).Select(Document)]);
    }

    [Vector("intel/expectancy_load_router_metrics", Exact = true)]
    public static JsonNode? RouterMetrics(JsonNode? input)
    {
        ExpectancyWindow window = Window(null, input!["lines"]);
        var map = new JsonObject();
        foreach ((string id, RouterMetric metric) in RouterMetricRow.ByAttempt(window.Metrics(Number(input["now"]), Number(input["lookback_hours"]))))
        {
            map[id] = metric.ToDocument();
        }

        return map;
    }

    // Subset: an id that is a number joins as text, and the recorded output of that case does not show the joined members.
    [Vector("intel/expectancy_merge_trades")]
    public static JsonNode? Merge(JsonNode? input)
    {
        JsonObject[] records = [.. ((JsonArray)input!["trades"]!).OfType<JsonObject>()];
        Dictionary<string, RouterMetric> metrics = ((JsonObject)input["metrics"]!)
            .ToDictionary(member => member.Key, member => RouterMetric.FromRow((JsonObject)member.Value!), StringComparer.Ordinal);
        JoinedTrade[] joined = JoinedTrade.Join([.. records.Select(record => TradeRecord.FromDocument(record)!)], metrics);
        var result = new JsonArray();
        for (int i = 0; i < joined.Length; i++)
        {
            var trade = (JsonObject)records[i].DeepClone();
            if (joined[i].Metric is { } metric)
            {
                trade["router_policy"] = metric.Policy?.DeepClone();
                trade["router_metric"] = Present(metric.ToDocument());
            }

            result.Add(trade);
        }

        return result;
    }

    [Vector("intel/expectancy_stats", Exact = true)]
    public static JsonNode? Stats(JsonNode? input) =>
        ExpectancyBuilder.Document(ExpectancyBuilder.StatsOf((JsonArray)input!["pnls"]!));

    [Vector("intel/expectancy_regime_tags")]
    public static JsonNode? Tags(JsonNode? input) =>
        new JsonArray([.. RegimeTags.Of(input!["metric"]).Select(tag => (JsonNode)tag)]);

    [Vector("intel/expectancy_build", ExactAt = "symbols,hours,regimes")]
    public static JsonNode? Build(JsonNode? input)
    {
        var inputs = (JsonObject)input!["inputs"]!;
        JoinedTrade[] trades =
        [
            .. (inputs["trades"] as JsonArray ?? []).OfType<JsonObject>()
                .Select(record => (Record: record, Trade: TradeRecord.FromDocument(record)))
                .Where(pair => pair.Trade is not null)
                .Select(pair => new JoinedTrade(
                    pair.Trade!, pair.Record["router_metric"] is JsonObject metric ? RouterMetric.FromRow(metric) : null)),
        ];
        return Node(ExpectancyBuilder.Build(
            trades,
            Coerce.NumberOrBoolean(inputs["lookback_hours"]) ?? 0,
            Number(input["now"]),
            ExpectancyBuilder.NavScalars(inputs["metadata"]?["nav_snapshot"])));
    }

    [Vector("intel/expectancy_row_limit")]
    public static JsonNode? RowLimit(JsonNode? input)
    {
        const double now = 1765584000.0;
        var window = new ExpectancyWindow();
        for (int i = 1; i <= (int)Number(input!["row_count"]); i++)
        {
            window.AddOrderRow(new JsonObject { ["event_type"] = "order_close", ["symbol"] = "A", ["ts_close"] = now, ["realizedPnlUsd"] = i });
        }

        IReadOnlyList<TradeRecord> trades = window.Trades(now, 48);
        return new JsonObject { ["kept"] = trades.Count, ["first_pnl"] = trades[0].PnlUsd, ["last_pnl"] = trades[^1].PnlUsd };
    }

    [Vector("intel/expectancy_end_to_end", ExactAt = "symbols,hours,regimes")]
    public static JsonNode? EndToEnd(JsonNode? input) => Node(ExpectancyBuilder.FromLogs(
        ExpectancyWindow.ObjectRows(VectorInputs.Lines(input!["orders_executed"])),
        ExpectancyWindow.ObjectRows(VectorInputs.Lines(input["order_metrics"])),
        VectorInputs.File(input["nav"]),
        Number(input["lookback_days"]) * 24,
        Number(input["now"])));

    private static ExpectancyWindow Window(JsonNode? orders, JsonNode? metrics)
    {
        var window = new ExpectancyWindow();
        foreach (JsonObject row in ExpectancyWindow.ObjectRows(VectorInputs.Lines(orders)))
        {
            window.AddOrderRow(row);
        }

        foreach (JsonObject row in ExpectancyWindow.ObjectRows(VectorInputs.Lines(metrics)))
        {
            window.AddMetricRow(row);
        }

        return window;
    }

    private static JsonNode Document(TradeRecord trade) => new JsonObject
    {
        ["symbol"] = trade.Symbol,
        ["pnl_usd"] = trade.PnlUsd,
        ["ts"] = trade.Ts,
        ["strategy"] = trade.Strategy,
        ["attempt_id"] = trade.AttemptId,
    };

    /// <summary>The stored form always has five members; the records of this file show only those that were given.</summary>
    private static JsonObject Present(JsonObject document) =>
        new([.. document.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]);

    private static JsonNode? Node(ExpectancyV6State state) =>
        JsonSerializer.SerializeToNode(state, ExpectancyV6State.Surface.TypeInfo);

    private static double Number(JsonNode? node) =>
        Coerce.NumberOrBoolean(node) ?? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"not a number: {node}"));
}
