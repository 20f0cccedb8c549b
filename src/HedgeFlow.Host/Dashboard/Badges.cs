using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Dashboard;

/// <summary>The four regime words of the page. Source: services contract, shared helpers.</summary>
internal static class Badges
{
    public static string Volatility(JsonObject? document)
    {
        string word = FirstText(document, "current_regime", "regime", "vol_regime", "bucket").ToUpperInvariant();
        return word is "LOW" or "NORMAL" or "HIGH" or "CRISIS" ? $"VOL_{word}" : "VOL_NORMAL";
    }

    public static string Drawdown(JsonObject? risk)
    {
        JsonNode? state = risk?["dd_state"];
        string word = (state is JsonObject map ? FirstText(map, "state", "dd_state") : Coerce.Text(state) ?? "").ToUpperInvariant();
        return word is "NORMAL" or "DRAWDOWN" or "RECOVERY" ? $"DD_{word}" : "DD_NORMAL";
    }

    public static string Router(JsonObject? router, double high = 0.9, double low = 0.5)
    {
        double? score = Coerce.Number((router?["global"] as JsonObject)?["quality_score"])
            ?? Coerce.Number(((router?["router_health"] as JsonObject)?["global"] as JsonObject)?["quality_score"]);
        return score >= high ? "ROUTER_STRONG" : score <= low ? "ROUTER_WEAK" : "ROUTER_NEUTRAL";
    }

    public static string Risk(JsonObject? risk)
    {
        var anomalies = risk?["anomalies"] as JsonObject;
        if (Coerce.Flag(anomalies?["var_limit_breach"]) || Coerce.Flag(anomalies?["cvar_limit_breach"]))
        {
            return "RISK_BREACH";
        }

        return Coerce.Symbol(risk?["risk_mode"]) switch
        {
            "DEFENSIVE" => "RISK_DEFENSIVE",
            "HALTED" or "CRISIS" => "RISK_CRITICAL",
            _ => "RISK_NORMAL",
        };
    }

    /// <summary>How loud a badge is: <c>good</c>, <c>warn</c>, <c>bad</c> or <c>neutral</c>.</summary>
    public static string Tone(string badge) => badge switch
    {
        "VOL_HIGH" or "DD_RECOVERY" or "RISK_DEFENSIVE" => "warn",
        "VOL_CRISIS" or "DD_DRAWDOWN" or "ROUTER_WEAK" or "RISK_BREACH" or "RISK_CRITICAL" => "bad",
        "ROUTER_STRONG" => "good",
        _ => "neutral",
    };

    private static string FirstText(JsonObject? map, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (Coerce.Text(map?[key])?.Trim() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }
}
