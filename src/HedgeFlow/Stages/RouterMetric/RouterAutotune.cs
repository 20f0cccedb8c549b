using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Scales a maker offset by how reliably the symbol filled as maker before, and by the risk mode.
/// Source: router contract, autotune.
/// </summary>
public static class RouterAutotune
{
    public const double DefaultMinOffsetBps = 0.5;

    private const double WarnDeduction = 0.1;

    /// <summary>Reads reliability and mode from published documents; missing ones count as none and OK.</summary>
    public static RouterAutotuneResult Suggest(
        string? symbol, JsonNode? baseOffsetBps, JsonObject? routerHealth, JsonObject? riskSnapshot, JsonNode? minOffsetBps)
    {
        string key = symbol?.Trim().ToUpperInvariant() ?? "";
        var stats = (routerHealth?["symbol_stats"] as JsonObject)?[key] as JsonObject;
        return Suggest(
            Coerce.Number(baseOffsetBps), Reliability(stats), Coerce.Text(riskSnapshot?["risk_mode"]), Coerce.Number(minOffsetBps));
    }

    /// <summary>Of a symbol's published statistics, under either name.</summary>
    public static double? Reliability(JsonObject? symbolStats) =>
        Coerce.First(symbolStats, "maker_reliability", "maker_reliability_score");

    /// <summary>The adapted offset, never below <paramref name="minOffsetBps"/>, and whether to start as maker.</summary>
    public static RouterAutotuneResult Suggest(double? baseOffsetBps, double? reliability, string? riskMode, double? minOffsetBps = null)
    {
        double rel = RouterScore.Clamp01(RouterScore.Known(reliability));
        string mode = string.IsNullOrWhiteSpace(riskMode) ? "OK" : riskMode.Trim().ToUpperInvariant();
        bool defensive = mode == "DEFENSIVE";
        double effective = mode == "WARN" ? Math.Max(0, rel - WarnDeduction) : rel;
        double multiplier = rel >= 0.8 ? 1.0 : rel >= 0.5 ? 0.7 : 0.4;
        double offset = RouterScore.Known(baseOffsetBps) * multiplier * (defensive ? 0.5 : 1);
        return new RouterAutotuneResult
        {
            AdaptiveOffsetBps = Math.Max(offset, minOffsetBps ?? DefaultMinOffsetBps),
            MakerReliability = rel,
            MakerFirst = mode != "HALTED" && effective >= (defensive ? 0.75 : 0.6),
            RiskMode = mode,
            EffectiveReliability = effective,
        };
    }
}
