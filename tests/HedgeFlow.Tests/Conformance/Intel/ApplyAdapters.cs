using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Apply;

namespace HedgeFlow.Tests.Conformance.Intel;

internal static class ApplyAdapters
{
    [Vector("intel/autotune_apply_settings")]
    public static JsonNode? Settings(JsonNode? input)
    {
        AutotuneApplySettings settings = AutotuneApplySettings.FromEnvironment(name => Coerce.Text(input!["env"]?[name]));
        return new JsonObject
        {
            ["apply_enabled"] = settings.ApplyEnabled,
            ["symbol_allowlist"] = new JsonArray([.. settings.SymbolAllowlist.Select(item => (JsonNode)item)]),
            ["max_bias_delta"] = settings.MaxBiasDelta,
            ["max_offset_step_bps"] = settings.MaxOffsetStepBps,
            ["max_offset_abs_bps"] = settings.MaxOffsetAbsBps,
            ["allow_maker_flip"] = settings.AllowMakerFlip,
            ["require_quality"] = new JsonArray([.. settings.RequireQuality.Select(item => (JsonNode)item)]),
            ["suggestions_path"] = settings.SuggestionsPath,
            ["risk_state_path"] = settings.RiskStatePath,
            ["risk_state_max_age_s"] = settings.RiskStateMaxAgeS,
        };
    }

    [Vector("intel/autotune_apply_load_suggestion", Exact = true)]
    public static JsonNode? LoadSuggestion(JsonNode? input) =>
        AutotuneApply.Suggestion(VectorInputs.File(input!["file"]), Coerce.Text(input["symbol"])!)?.DeepClone();

    [Vector("intel/autotune_apply_risk_mode")]
    public static JsonNode? RiskMode(JsonNode? input) => ApplyRiskMode.Of(
        VectorInputs.File(input!["file"]),
        Coerce.Number(input["file_mtime"]),
        Coerce.Number(input["now"])!.Value,
        Coerce.Number(input["max_age_s"])!.Value).Mode;

    [Vector("intel/autotune_apply", ExactAt = "policy")]
    public static JsonNode? Apply(JsonNode? input)
    {
        JsonNode settings = input!["settings"]!;
        AutotuneOutcome outcome = AutotuneApply.Apply(
            new AutotuneApplySettings
            {
                ApplyEnabled = Coerce.Flag(settings["apply_enabled"]),
                SymbolAllowlist = Texts(settings["symbol_allowlist"]),
                MaxBiasDelta = Coerce.Number(settings["max_bias_delta"])!.Value,
                MaxOffsetStepBps = Coerce.Number(settings["max_offset_step_bps"])!.Value,
                MaxOffsetAbsBps = Coerce.Number(settings["max_offset_abs_bps"])!.Value,
                AllowMakerFlip = Coerce.Flag(settings["allow_maker_flip"]),
                RequireQuality = Texts(settings["require_quality"]),
            },
            (JsonObject)input["current_policy"]!,
            input["suggestion"] as JsonObject,
            Coerce.Text(input["symbol"])!,
            Coerce.Text(input["risk_mode"]),
            Coerce.Number(input["current_offset_bps"]));
        return new JsonObject
        {
            ["policy"] = outcome.Policy.DeepClone(),
            ["applied"] = outcome.Applied,
            ["offset_bps"] = outcome.OffsetBps,
        };
    }

    private static string[] Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => Coerce.Text(item)!)];
}
