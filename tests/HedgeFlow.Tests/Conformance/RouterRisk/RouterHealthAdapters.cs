using System.Text.Json.Nodes;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.RouterRisk;

internal static class RouterHealthAdapters
{
    [Vector("router-risk/router_health_symbols")]
    public static JsonNode? Symbols(JsonNode? input)
    {
        double now = input.Number("now")!.Value;
        var window = new RouterWindow(RouterMetrics.DefaultWindowDays, 5000);
        foreach (JsonObject row in input.Rows("records"))
        {
            window.Add(RouterEventReader.Read(row));
        }

        window.Advance(now);
        JsonObject? atr = input.Map("atr");
        JsonObject? previous = input.Map("previous_router_health")?.Map("symbol_stats");
        RouterReport report = new RouterHealthBuilder().Build(new RouterHealthRequest
        {
            Now = now,
            Universe = [.. ((JsonArray)input!["universe"]!).Select(symbol => symbol!.GetValue<string>())],
            Effectiveness = window,
            Outcomes = window,
            Stats = new RouterStats().Snapshot(now),
            Atr = symbol => atr?[symbol] is JsonObject pair ? (pair.Number("short"), pair.Number("long")) : (1, 1),
            PreviousReliability = symbol => RouterAutotune.Reliability(previous?[symbol] as JsonObject),
            RiskMode = input.Text("risk_mode"),
        });
        return CaseInput.Json(report.Document, RouterHealthStateJson.Default.RouterHealthState);
    }

    [Vector("router-risk/router_quality_payload")]
    public static JsonNode? QualityPayload(JsonNode? input)
    {
        JsonObject? buckets = input.Map("liquidity_buckets");
        var payload = RouterQualityPayload.Read(
            input.Map("stats")!,
            symbol => buckets.Text(symbol) ?? input.Text("liquidity_default"),
            RouterQualityConfig.Default,
            1700000000);
        return new JsonObject
        {
            ["router_health"] = CaseInput.Json(
                new RouterHealthState.NestedBlock
                {
                    Global = payload.Global,
                    PerSymbol = payload.PerSymbol,
                    Meta = new RouterHealthState.MetaBlock { WindowSeconds = 900, MinEvents = 5, UpdatedTs = 1700000000 },
                },
                RouterHealthStateJson.Default.NestedBlock),
        };
    }

    [Vector("router-risk/quality_score")]
    public static JsonNode? QualityScore(JsonNode? input) => RouterQuality.Score(
        input.Text("router_bucket"), input.Text("drift_bucket"), input.Text("latency_bucket"), input.Number("twap_usage_ratio"),
        RouterQualityConfig.Default);

    [Vector("router-risk/router_quality_config")]
    public static JsonNode? Config(JsonNode? input)
    {
        var errors = new List<string>();
        RouterQualityConfig config = RouterQualityConfigReader.Read(input.Map("strategy_config"), errors);
        return errors.Count > 0
            ? new JsonObject { ["error"] = "config" }
            : new JsonObject
            {
                ["enabled"] = config.Enabled,
                ["base_score"] = config.BaseScore,
                ["min_score"] = config.MinScore,
                ["max_score"] = config.MaxScore,
                ["stats_window_seconds"] = config.StatsWindowSeconds,
                ["stats_window_min_events"] = config.StatsWindowMinEvents,
                ["latency_fast_ms"] = config.LatencyFastMs,
                ["latency_normal_ms"] = config.LatencyNormalMs,
                ["slippage_drift_green_bps"] = config.SlippageDriftGreenBps,
                ["slippage_drift_yellow_bps"] = config.SlippageDriftYellowBps,
                ["bucket_penalty_a_high"] = config.BucketPenaltyAHigh,
                ["bucket_penalty_b_medium"] = config.BucketPenaltyBMedium,
                ["bucket_penalty_c_low"] = config.BucketPenaltyCLow,
                ["twap_skip_penalty"] = config.TwapSkipPenalty,
                ["low_quality_threshold"] = config.LowQualityThreshold,
                ["high_quality_threshold"] = config.HighQualityThreshold,
                ["low_quality_hybrid_multiplier"] = config.LowQualityHybridMultiplier,
                ["high_quality_hybrid_multiplier"] = config.HighQualityHybridMultiplier,
                ["min_for_emission"] = config.MinForEmission,
            };
    }
}
