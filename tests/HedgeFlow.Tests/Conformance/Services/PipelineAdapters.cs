using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Compare;
using HedgeFlow.Stages.Shadow;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.State;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class PipelineAdapters
{
    private static readonly PipelineV6CompareSummaryState.WindowedBlock NoWindow = new(ShadowPairing.WindowSeconds, 0, 0);

    [Vector("services/shadow_decision")]
    public static JsonNode? Decision(JsonNode? input) => ShadowDecision.Build(new ShadowInputs(
        Coerce.Symbol(input!["symbol"]),
        (JsonObject)input["signal"]!,
        (JsonObject)input["nav_state"]!,
        (JsonObject)input["positions_state"]!,
        (JsonObject)input["risk_decision"]!,
        (JsonObject)input["router_policy"]!,
        Coerce.Number(input["offset_bps"]),
        Coerce.Number(input["maker_bps"])!.Value,
        Coerce.Number(input["taker_bps"])!.Value,
        Coerce.Text(input["symbol_tiers"]![Coerce.Symbol(input["symbol"])]),
        Coerce.Number(input["now"])!.Value));

    [Vector("services/shadow_summary", Exact = true)]
    public static JsonNode? Summary(JsonNode? input)
    {
        var summary = ShadowSummary.Of([.. input!["decisions"] as JsonArray ?? []], Coerce.Number(input["now"])!.Value);
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
        var live = new LiveOrders();
        Rows(input!["order_lines"]).ForEach(live.Add);
        Rows(input["metric_lines"]).ForEach(live.AddMetric);
        List<JsonObject> shadow = Rows(input["shadow_lines"]);
        if (Coerce.Integer(input["shadow_limit"]) is > 0 and { } limit)
        {
            shadow = [.. shadow.TakeLast((int)limit)];
        }

        var run = CompareRun.Of(shadow, live, new CompareLog(), (int)Coerce.Integer(input["min_sample_size"])!.Value, Coerce.Number(input["now"])!.Value);
        JournalRow heartbeat = run.Rows[^1];
        return new JsonObject
        {
            ["summary"] = Payloads.Node(run.Summary, PipelineV6CompareSummaryState.Surface.TypeInfo),
            ["diffs"] = new JsonArray([.. run.Diffs.Select(diff => (JsonNode)diff.ToRow())]),
            ["lines_written"] = run.Rows.Count,
            ["heartbeat_record"] = heartbeat.Payload.DeepClone(),
        };
    }

    [Vector("services/compare_summary")]
    public static JsonNode? CompareStatistics(JsonNode? input)
    {
        CompareDiff[] diffs =
        [
            .. ((JsonArray)input!["diffs"]!).Select(diff => new CompareDiff
            {
                VetoMismatch = Coerce.Flag(diff!["veto_mismatch"]),
                SizePctDiff = Coerce.Number(diff["size_pct_diff"]),
                SlippageDiffBps = Coerce.Number(diff["slippage_diff_bps"]),
            }),
        ];
        PipelineV6CompareSummaryState summary = CompareSummary.Of(
            diffs, NoWindow, (int)Coerce.Integer(input["min_sample_size"])!.Value, Coerce.Number(input["now"])!.Value);
        return Payloads.Node(summary, PipelineV6CompareSummaryState.Surface.TypeInfo);
    }

    [Vector("services/regime_badges", Exact = true)]
    public static JsonNode? Badges(JsonNode? input)
    {
        var badges = RegimeBadges.Of(
            input!["vol"] as JsonObject, input["risk"] as JsonObject, input["router"] as JsonObject, input["strategy_config"] as JsonObject);
        return new JsonObject { ["vol"] = badges.Vol, ["dd"] = badges.Drawdown, ["router"] = badges.Router, ["risk"] = badges.Risk };
    }

    [Vector("services/pipeline_parity", Exact = true)]
    public static JsonNode? Parity(JsonNode? input) => new JsonObject { ["level"] = PipelineParity.Level(input as JsonObject) };

    /// <summary>The objects among raw lines of a log.</summary>
    private static List<JsonObject> Rows(JsonNode? lines) =>
        [.. (lines as JsonArray ?? []).Select(line => JsonNodes.TryParse(Encoding.UTF8.GetBytes(Coerce.Text(line) ?? ""), out _)).OfType<JsonObject>()];
}
