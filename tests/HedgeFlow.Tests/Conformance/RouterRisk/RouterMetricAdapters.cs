using System.Text.Json.Nodes;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.RouterRisk;

internal static class RouterMetricAdapters
{
    [Vector("router-risk/router_events_window")]
    public static JsonNode? EventsWindow(JsonNode? input)
    {
        IReadOnlyList<JsonObject> rows = input.Rows("records");
        List<RouterEvent> events = [.. rows.Select(row => RouterEventReader.Read(row))];
        var kept = new JsonArray();
        foreach (int i in RouterEventWindow.Select(
            events, input.Text("symbol"), input.Number("window_days")!.Value, input.Number("now")!.Value))
        {
            kept.Add(new JsonObject
            {
                ["id"] = rows[i]["id"]?.DeepClone(),
                ["ts"] = double.IsNaN(events[i].Ts) ? null : events[i].Ts,
            });
        }

        return kept;
    }

    [Vector("router-risk/router_effectiveness")]
    public static JsonNode? Effectiveness(JsonNode? input) => CaseInput.Json(
        RouterMetrics.Effectiveness(
            input.Rows("records"), input.Text("symbol"), input.Number("now")!.Value, input.Number("window_days") ?? 0),
        RouterHealthStateJson.Default.RouterEffectiveness);

    [Vector("router-risk/router_row_summary")]
    public static JsonNode? RowSummary(JsonNode? input)
    {
        var summary = RouterRowSummary.Of(input.Rows("rows"));
        return new JsonObject
        {
            ["maker_fill_rate"] = summary.MakerFillRate,
            ["fallback_rate"] = summary.FallbackRate,
            ["slippage_p50"] = summary.SlippageP50,
            ["slippage_p95"] = summary.SlippageP95,
            ["ack_latency_p50_ms"] = summary.AckLatencyP50Ms,
            ["sample_count"] = summary.SampleCount,
        };
    }

    [Vector("router-risk/hourly_expectancy", Exact = true)]
    public static JsonNode? Hourly(JsonNode? input) => CaseInput.Json(
        RouterMetrics.HourlyExpectancy(input.Rows("records"), input.Text("symbol"), input.Number("now")!.Value),
        RouterHealthStateJson.Default.IReadOnlyDictionaryStringHourExpectancy);

    [Vector("router-risk/router_event_health")]
    public static JsonNode? EventHealth(JsonNode? input) => CaseInput.Json(
        RouterMetrics.EventHealth(input.Rows("events"), input.Number("now")!.Value), RouterHealthStateJson.Default.RouterEventHealth);

    [Vector("router-risk/slippage_penalty")]
    public static JsonNode? SlippagePenalty(JsonNode? input) => RouterScore.SlippagePenalty(input.Number("avg_slippage_bps"));

    [Vector("router-risk/reject_penalty")]
    public static JsonNode? RejectPenalty(JsonNode? input) => RouterScore.RejectPenalty(input.Number("reject_ratio"));

    [Vector("router-risk/router_health_score")]
    public static JsonNode? Score(JsonNode? input) => RouterScore.Health(
        input.Number("maker_ratio"), input.Number("fallback_ratio"), input.Number("avg_slippage_bps"), input.Number("reject_ratio"));

    [Vector("router-risk/maker_reliability")]
    public static JsonNode? Reliability(JsonNode? input) => RouterScore.MakerReliability(
        input.Number("maker_ratio"), input.Number("fallback_ratio"), input.Number("reject_ratio"));

    [Vector("router-risk/router_stats")]
    public static JsonNode? Stats(JsonNode? input)
    {
        double now = input.Number("now")!.Value;
        var stats = new RouterStats(
            input.Number("window_seconds")!.Value, (int)input.Number("min_events")!.Value, input.Number("ema_alpha")!.Value);
        foreach (JsonObject fill in input.Rows("fills"))
        {
            stats.Add(
                new RouterFill
                {
                    Symbol = fill.Text("symbol"),
                    IntendedPrice = fill.Number("intended_price"),
                    FillPrice = fill.Number("fill_price"),
                    TsSent = fill.Number("ts_sent"),
                    TsFill = fill.Number("ts_fill"),
                    IsTwapChild = fill.Flag("is_twap_child"),
                    Notional = fill.Number("notional"),
                    IntendedNotional = fill.Number("intended_notional"),
                },
                now);
        }

        return CaseInput.Json(stats.Snapshot(now), RouterHealthStateJson.Default.RouterStatsSnapshot);
    }
}
