using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>Four words for the state of the book, from its surfaces. Source: services contract, dashboard helpers.</summary>
public sealed record RegimeBadges(string Vol, string Drawdown, string Router, string Risk)
{
    public static RegimeBadges Of(JsonObject? vol, JsonObject? risk, JsonObject? router, JsonObject? strategy) =>
        new(VolOf(vol), DrawdownOf(risk), RouterOf(router, strategy), RiskOf(risk));

    private static string VolOf(JsonObject? vol)
    {
        foreach (string key in (ReadOnlySpan<string>)["current_regime", "regime", "vol_regime", "bucket"])
        {
            if (Coerce.Text(vol?[key])?.Trim().ToUpperInvariant() is { Length: > 0 } word)
            {
                return word is "LOW" or "NORMAL" or "HIGH" or "CRISIS" ? "VOL_" + word : "VOL_NORMAL";
            }
        }

        return "VOL_NORMAL";
    }

    private static string DrawdownOf(JsonObject? risk)
    {
        JsonNode? state = risk?["dd_state"];
        string? word = state is JsonObject map ? Words(map["state"]) ?? Words(map["dd_state"]) : Words(state);
        return word?.ToUpperInvariant() is "NORMAL" or "DRAWDOWN" or "RECOVERY" ? "DD_" + word.ToUpperInvariant() : "DD_NORMAL";
    }

    private static string RouterOf(JsonObject? router, JsonObject? strategy)
    {
        double? score = Coerce.Number((router?["global"] as JsonObject)?["quality_score"])
            ?? Coerce.Number(((router?["router_health"] as JsonObject)?["global"] as JsonObject)?["quality_score"]);
        var quality = strategy?["router_quality"] as JsonObject;
        double high = Coerce.Number(quality?["high_quality_threshold"]) ?? 0.9;
        double low = Coerce.Number(quality?["low_quality_threshold"]) ?? 0.5;
        return score is not { } value ? "ROUTER_NEUTRAL" : value >= high ? "ROUTER_STRONG" : value <= low ? "ROUTER_WEAK" : "ROUTER_NEUTRAL";
    }

    private static string RiskOf(JsonObject? risk)
    {
        if (risk?["anomalies"] is JsonObject anomalies && (Coerce.Flag(anomalies["var_limit_breach"]) || Coerce.Flag(anomalies["cvar_limit_breach"])))
        {
            return "RISK_BREACH";
        }

        return Words(risk?["risk_mode"])?.ToUpperInvariant() switch
        {
            "DEFENSIVE" => "RISK_DEFENSIVE",
            "HALTED" or "CRISIS" => "RISK_CRITICAL",
            _ => "RISK_NORMAL",
        };
    }

    private static string? Words(JsonNode? node) => Coerce.Text(node)?.Trim() is { Length: > 0 } text ? text : null;
}
