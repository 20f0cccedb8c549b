using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Tests.Conformance.Risk;

internal static class RiskModeAdapters
{
    [Vector("router-risk/risk_mode")]
    public static JsonNode? Mode(JsonNode? input) => ToJson(RiskMode.Judge(new RiskModeInputs
    {
        ConfigLoadFailed = Coerce.Flag(input!["config_load_failed"]),
        SourcesOk = Coerce.Boolean(input["sources_ok"]),
        NavAgeSeconds = Coerce.Number(input["nav_age_s"]),
        DdFrac = Coerce.Number(input["dd_frac"]),
        DailyLossFrac = Coerce.Number(input["daily_loss_frac"]),
        RouterDegraded = Coerce.Flag(input["router_degraded"]),
        MakerFirstDisabled = (int)(Coerce.Number(input["maker_first_disabled_cycles"]) ?? 0),
        FallbackRatio = Coerce.Number(input["fallback_ratio"]),
    }));

    [Vector("router-risk/risk_mode_from_state")]
    public static JsonNode? FromState(JsonNode? input) => ToJson(RiskMode.Judge(RiskModeInputs.Of(
        input!["nav_health"] as JsonObject,
        Coerce.Number(input["risk_snapshot"]?["dd_frac"]),
        Coerce.Number(input["risk_snapshot"]?["daily_loss_frac"]),
        input["router_health"] as JsonObject,
        Coerce.Flag(input["config_load_failed"]))));

    [Vector("router-risk/risk_snapshot_fractions")]
    public static JsonNode? WithFractions(JsonNode? input)
    {
        DrawdownFractions fractions = DrawdownFractions.Of(input!["drawdown"] as JsonObject);
        JsonObject result = ToJson(RiskMode.Judge(RiskModeInputs.Of(
            input["nav_health"] as JsonObject, fractions.DdFrac, fractions.DailyLossFrac, input["router_health"] as JsonObject, false)));
        result["dd_frac"] = fractions.DdFrac;
        result["daily_loss_frac"] = fractions.DailyLossFrac;
        return result;
    }

    private static JsonObject ToJson(RiskMode mode) => new()
    {
        ["risk_mode"] = mode.Mode,
        ["risk_mode_reason"] = mode.Reason,
        ["risk_mode_score"] = mode.Score,
    };
}
