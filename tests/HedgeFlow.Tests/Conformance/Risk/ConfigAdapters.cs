using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance.Risk;

internal static class ConfigAdapters
{
    [Vector("router-risk/risk_config_load", Exact = true)]
    public static JsonNode? RiskConfig(JsonNode? input)
    {
        RiskLimits limits = RiskLimitsLoader.Load(
            input!["risk_limits"], input["pairs_universe"], Coerce.Flag(input["testnet"]), Coerce.Flag(input["confirm"]), out _)!;
        return new JsonObject
        {
            ["global"] = limits.Document["global"]!.DeepClone(),
            ["per_symbol"] = limits.Document["per_symbol"]!.DeepClone(),
            ["circuit_breakers"] = limits.Document["circuit_breakers"]!.DeepClone(),
            ["quote_symbols"] = limits.Document["quote_symbols"]!.DeepClone(),
            ["testnet_overrides_active"] = limits.TestnetOverridesActive,
        };
    }

    [Vector("router-risk/nav_anomaly_config")]
    public static JsonNode? NavAnomalyConfig(JsonNode? input)
    {
        NavAnomalyLimits limits = NavAnomalyLimits.Of(input!["config"]);
        return new JsonObject
        {
            ["enabled"] = limits.Enabled,
            ["max_multiplier_intraday"] = limits.MaxMultiplierIntraday,
            ["max_gap_abs_usd"] = limits.MaxGapAbsUsd,
        };
    }
}
