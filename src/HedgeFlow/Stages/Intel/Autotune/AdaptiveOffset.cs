using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// The router's adaptive maker offset on documents, with the alias rules of intel (a 0 is no reliability, and no floor).
/// Source: intel contract, adaptive offset.
/// </summary>
public static class AdaptiveOffset
{
    /// <summary>The offset of a symbol in bps under a risk mode; a blank mode is OK, a missing floor 0.5 bps.</summary>
    public static RouterAutotuneResult Suggest(
        string symbol, double baseOffsetBps, JsonNode? routerHealth, string? riskMode, double? minOffsetBps = null) =>
        RouterMetric.RouterAutotune.Suggest(
            baseOffsetBps, Reliability(routerHealth, symbol), riskMode, minOffsetBps is { } floor and not 0 ? floor : null);

    /// <summary>Published reliability of a symbol, 0 to 1; 0 where router health has none.</summary>
    public static double Reliability(JsonNode? routerHealth, string symbol)
    {
        var stats = ((routerHealth as JsonObject)?["symbol_stats"] as JsonObject)?[symbol.ToUpperInvariant()] as JsonObject;
        return IntelFields.Clamp01(Coerce.NumberOrBoolean(IntelFields.First(stats, "maker_reliability", "maker_reliability_score")) ?? 0);
    }
}
