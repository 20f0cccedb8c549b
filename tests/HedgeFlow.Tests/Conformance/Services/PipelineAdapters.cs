using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Compare;
using HedgeFlow.Stages.Shadow;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class PipelineAdapters
{
    [Vector("services/shadow_decision")]
    public static JsonNode? ShadowDecisionOf(JsonNode? input)
    {
        var map = (JsonObject)input!;
        string symbol = Coerce.Text(map["symbol"])!;
        return ShadowDecision.Build(new ShadowInputs(
            symbol,
            Map(map["signal"]),
            Map(map["nav_state"]),
            Map(map["positions_state"]),
            Map(map["risk_decision"]),
            Map(map["router_policy"]),
            Coerce.Number(map["offset_bps"]),
            Coerce.Number(map["maker_bps"]) ?? -1,
            Coerce.Number(map["taker_bps"]) ?? 5,
            Coerce.Text(Map(map["symbol_tiers"])[symbol]),
            Coerce.Number(map["now"])!.Value));
    }

    [Vector("services/shadow_summary", Exact = true)]
    public static JsonNode? ShadowSummaryOf(JsonNode? input)
    {
        ShadowSummary summary = ShadowSummary.Of([.. input!["decisions"] as JsonArray ?? []], Coerce.Number(input["now"])!.Value);
        return new JsonObject
        {
            ["generated_ts"] = summary.GeneratedTs,
            ["total"] = summary.Total,
            ["allowed"] = summary.Allowed,
            ["vetoed"] = summary.Vetoed,
        };
    }

    [Vector("services/compare_pipeline", ExactAt = "live")]
    public static JsonNode? Compare(JsonNode? input)
    {
        List<JsonObject> shadows = Rows(input!["shadow_lines"]);
        int limit = (int)(Coerce.Number(input["shadow_limit"]) ?? 0);
        CompareOutcome outcome = new CompareRun().Run(
            limit > 0 ? [.. shadows.TakeLast(limit)] : shadows,
            Rows(input["order_lines"]),
            Rows(input["metric_lines"]),
            (int)(Coerce.Number(input["min_sample_size"]) ?? CompareSummary.DefaultMinSample),
            Coerce.Number(input["now"])!.Value);
        return new JsonObject
        {
            ["summary"] = outcome.Summary,
            ["diffs"] = new JsonArray([.. outcome.Diffs.Select(diff => (JsonNode?)diff.ToJson())]),
            ["lines_written"] = outcome.Lines.Count,
            ["heartbeat_record"] = outcome.Lines[^1].DeepClone(),
        };
    }

    [Vector("services/compare_summary")]
    public static JsonNode? Summary(JsonNode? input)
    {
        CompareFigures[] diffs = [.. ((JsonArray)input!["diffs"]!).OfType<JsonObject>().Select(diff => new CompareFigures(
            Coerce.Boolean(diff["veto_mismatch"]) == true,
            Coerce.JsonNumber(diff["size_pct_diff"]),
            Coerce.JsonNumber(diff["slippage_diff_bps"]),
            null,
            false))];
        return CompareSummary.Build(diffs, default, (int)Coerce.Number(input["min_sample_size"])!.Value, Coerce.Number(input["now"])!.Value);
    }

    [Vector("services/regime_badges", Exact = true)]
    public static JsonNode? Badges(JsonNode? input)
    {
        RegimeBadges badges = RegimeBadges.Of(
            input!["vol"] as JsonObject, input["risk"] as JsonObject, input["router"] as JsonObject, input["strategy_config"] as JsonObject);
        return new JsonObject { ["vol"] = badges.Vol, ["dd"] = badges.Drawdown, ["router"] = badges.Router, ["risk"] = badges.Risk };
    }

    [Vector("services/pipeline_parity", Exact = true)]
    public static JsonNode? Parity(JsonNode? input) => new JsonObject { ["level"] = PipelineParity.Level(input as JsonObject) };

    private static JsonObject Map(JsonNode? node) => node as JsonObject ?? [];

    private static List<JsonObject> Rows(JsonNode? lines) =>
        [.. (lines as JsonArray ?? []).Select(line => JsonNodes.TryParse(Coerce.Text(line), out _)).OfType<JsonObject>()];
}
