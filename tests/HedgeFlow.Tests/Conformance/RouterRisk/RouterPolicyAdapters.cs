using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.RouterRisk;

internal static class RouterPolicyAdapters
{
    [Vector("router-risk/classify_router_quality")]
    public static JsonNode? Quality(JsonNode? input) => RouterClassification.Quality(input.Map("eff"));

    [Vector("router-risk/classify_router_regime")]
    public static JsonNode? Regime(JsonNode? input) => RouterClassification.Regime(input.Map("metrics"));

    [Vector("router-risk/router_quality_label")]
    public static JsonNode? Label(JsonNode? input) => RouterClassification.KpiLabel(input.Map("stats"));

    [Vector("router-risk/atr_regime_policy")]
    public static JsonNode? AtrForPolicy(JsonNode? input) => AtrRegimes.ForPolicy(input.Number("atr_short"), input.Number("atr_long"));

    [Vector("router-risk/atr_regime_health")]
    public static JsonNode? AtrForHealth(JsonNode? input) => CaseInput.Json(
        AtrRegimes.ForHealth(input.Number("atr_now"), input.Number("atr_med")), RouterHealthStateJson.Default.AtrReading);

    [Vector("router-risk/summarize_atr_regimes")]
    public static JsonNode? Summarize(JsonNode? input)
    {
        JsonObject atr = input.Map("atr")!;
        AtrReading[] symbols =
        [
            .. ((JsonArray)input!["symbols"]!).Select(symbol => symbol!.GetValue<string>())
                .Select(symbol => AtrRegimes.ForHealth(Coerce.Number(atr[symbol]?[0]), Coerce.Number(atr[symbol]?[1]), symbol)),
        ];
        return CaseInput.Json(AtrRegimes.Summarize(symbols), RouterHealthStateJson.Default.AtrSummary);
    }

    [Vector("router-risk/maker_offset")]
    public static JsonNode? Offset(JsonNode? input) => MakerOffset.Compute(
        RouterReadings.Read(input.Map("eff")), AtrRegimes.ForPolicy(input.Number("atr_short"), input.Number("atr_long")),
        RouterAutotune.Reliability(input.Map("symbol_stats")), input.Text("risk_mode"), Hour(input));

    [Vector("router-risk/router_policy")]
    public static JsonNode? Policy(JsonNode? input) => CaseInput.Json(
        RouterPolicyRule.Decide(
            RouterReadings.Read(input.Map("eff")), AtrRegimes.ForPolicy(input.Number("atr_short"), input.Number("atr_long")),
            RouterAutotune.Reliability(input.Map("symbol_stats")), input.Text("risk_mode"), Hour(input)),
        RouterHealthStateJson.Default.RouterPolicy);

    [Vector("router-risk/router_autotune")]
    public static JsonNode? Autotune(JsonNode? input) => CaseInput.Json(
        RouterAutotune.Suggest(
            input.Text("symbol"), input!["base_offset_bps"], input.Map("router_health"), input.Map("risk_snapshot"), input["min_offset_bps"]),
        RouterHealthStateJson.Default.RouterAutotuneResult);

    [Vector("router-risk/route_decision")]
    public static JsonNode? Route(JsonNode? input)
    {
        JsonObject policy = input.Map("policy")!;
        RouteDecision decision = RouteDecision.Before(
            input.Flag("maker_requested"),
            new RouterPolicy
            {
                MakerFirst = Coerce.Boolean(policy["maker_first"]),
                TakerBias = policy.Text("taker_bias"),
                Quality = policy.Text("quality"),
                OffsetBps = policy.Number("offset_bps"),
            },
            input.Flag("reduce_only"),
            input.Flag("urgent"),
            input.Number("maker_qty"),
            input.Number("maker_price"),
            input.Number("spread_bps"));
        decision = decision.After(input.Text("maker_result") switch
        {
            "maker" => MakerOutcome.Maker,
            "taker" => MakerOutcome.Taker,
            _ => MakerOutcome.Failed,
        });
        return new JsonObject
        {
            ["maker_start"] = decision.MakerStart,
            ["is_maker_final"] = decision.IsMakerFinal,
            ["used_fallback"] = decision.UsedFallback,
            ["route"] = decision.Route,
            ["reasons"] = new JsonArray([.. decision.Reasons.Select(reason => (JsonNode)reason)]),
            ["offset_bps"] = decision.OffsetBps,
            ["spread_clamped"] = decision.SpreadClamped,
            ["maker_allowed"] = decision.MakerAllowed,
        };
    }

    [Vector("router-risk/split_twap_slices")]
    public static JsonNode? Split(JsonNode? input) => new JsonArray(
    [
        .. TwapSizing.Split(
            input.Number("total_qty"), (int)input.Number("slices")!.Value, input.Number("min_slice_notional"), input.Number("price"))
            .Select(qty => (JsonNode)qty),
    ]);

    [Vector("router-risk/should_use_twap")]
    public static JsonNode? ShouldUse(JsonNode? input) => TwapSizing.ShouldUse(
        input.Flag("enabled"), input.Number("gross_usd"), input.Number("min_notional_usd"), (int)input.Number("slices")!.Value);

    private static double? Hour(JsonNode? input) => Coerce.Number(
        input.Map("hourly")?[((int)(input.Number("hour") ?? 0)).ToString(CultureInfo.InvariantCulture)]?["exp_per_notional"]);
}
