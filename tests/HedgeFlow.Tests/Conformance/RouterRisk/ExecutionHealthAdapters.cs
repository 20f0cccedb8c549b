using System.Text.Json.Nodes;
using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.RouterRisk;

internal static class ExecutionHealthAdapters
{
    [Vector("router-risk/router_health_part")]
    public static JsonNode? RouterPart(JsonNode? input) => CaseInput.Json(
        SymbolHealthBuilder.RouterPart(SymbolHealthBuilder.ReadEffectiveness(input.Map("router_stats"))),
        SymbolHealthJson.Default.RouterPart);

    [Vector("router-risk/symbol_pnl_stats")]
    public static JsonNode? PnlStats(JsonNode? input) => CaseInput.Json(
        FillStatistics.Of(input.Rows("records"), input.Text("symbol")!, input.Number("now")!.Value),
        SymbolHealthJson.Default.FillStatisticsState);

    [Vector("router-risk/risk_health_part")]
    public static JsonNode? RiskPart(JsonNode? input) => CaseInput.Json(
        SymbolHealthBuilder.RiskPart(
            input.Number("dd_today_pct"), input.Number("sharpe"), input.Flag("disabled"), input!["toggle_meta"]),
        SymbolHealthJson.Default.RiskPart);

    [Vector("router-risk/volatility_regime_scale")]
    public static JsonNode? RegimeScale(JsonNode? input) => SymbolSizing.RegimeScale(input.Number("atr_now"), input.Number("atr_med"));

    [Vector("router-risk/symbol_score")]
    public static JsonNode? Score(JsonNode? input) => CaseInput.Json(
        SymbolSizing.Score(
            input.Number("atr_now"), input.Number("atr_med"), input.Number("sharpe"), input.Number("dd_today_pct"),
            RouterReadings.Read(input.Map("eff"))),
        SymbolHealthJson.Default.SymbolScoreState);

    [Vector("router-risk/score_to_size_factor")]
    public static JsonNode? SizeFactor(JsonNode? input) => SymbolSizing.SizeFactor(input.Number("score"));

    [Vector("router-risk/execution_health")]
    public static JsonNode? Health(JsonNode? input) => CaseInput.Json(
        SymbolHealthBuilder.Build(new SymbolHealthRequest
        {
            Symbol = input.Text("symbol"),
            Now = 1700000000,
            Effectiveness = SymbolHealthBuilder.ReadEffectiveness(input.Map("eff")),
            PreviousReliability = 0.9,
            RiskMode = "OK",
            AtrNow = input.Number("atr_now"),
            AtrMed = input.Number("atr_med"),
            Sharpe = input.Number("sharpe"),
            DdTodayPct = input.Number("dd_today_pct"),
            Disabled = input.Flag("disabled"),
            ToggleMeta = input!["toggle_meta"],
        }),
        SymbolHealthJson.Default.SymbolHealth);

    [Vector("router-risk/execution_alerts")]
    public static JsonNode? Alerts(JsonNode? input)
    {
        var alerts = new ExecutionAlerts(input.Number("interval_s")!.Value);
        var rows = new JsonArray();
        foreach (JsonObject step in input.Rows("steps"))
        {
            string symbol = step.Text("symbol")!;
            rows.Add(alerts.Check(symbol, step.Map("risk_cache")?[symbol] as JsonObject, step.Number("now")!.Value));
        }

        return rows;
    }
}
