using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// A maker offset scaled by how reliably a symbol's maker orders fill, under the portfolio's risk mode.
/// Source: intel contract, adaptive offset.
/// </summary>
/// <param name="OffsetBps">Distance from mid.</param>
/// <param name="MakerReliability">0 to 1.</param>
/// <param name="MakerFirst">Orders may start as maker.</param>
/// <param name="RiskMode">Upper case, OK where there is none.</param>
/// <param name="EffectiveReliability">The reliability that the maker decision rests on.</param>
public sealed record AdaptiveOffset(
    double OffsetBps, double MakerReliability, bool MakerFirst, string RiskMode, double EffectiveReliability)
{
    private const double DefaultMinOffsetBps = 0.5;

    /// <summary>
    /// The offset for a reliability (0 to 1). <paramref name="minOffsetBps"/> is the floor, 0.5 where it is missing or 0.
    /// </summary>
    public static AdaptiveOffset Suggest(double baseOffsetBps, double reliability, string? riskMode, double? minOffsetBps = null)
    {
        string mode = riskMode?.Trim().ToUpperInvariant() is { Length: > 0 } word ? word : "OK";
        double known = IntelFields.Clamp01(reliability);
        double effective = mode == "WARN" ? Math.Max(0, known - 0.1) : known;
        double multiplier = known >= 0.8 ? 1 : known >= 0.5 ? 0.7 : 0.4;
        double offset = baseOffsetBps * multiplier;
        if (mode == "DEFENSIVE")
        {
            offset *= 0.5;
        }

        double floor = minOffsetBps is { } given and not 0 ? given : DefaultMinOffsetBps;
        bool makerFirst = mode != "HALTED" && effective >= (mode == "DEFENSIVE" ? 0.75 : 0.6);
        return new AdaptiveOffset(Math.Max(floor, offset), known, makerFirst, mode, effective);
    }

    /// <summary>Published reliability of a symbol, 0 to 1; 0 where router health has none.</summary>
    public static double Reliability(JsonNode? routerHealth, string symbol)
    {
        var stats = ((routerHealth as JsonObject)?["symbol_stats"] as JsonObject)?[symbol.ToUpperInvariant()] as JsonObject;
        return IntelFields.Clamp01(Coerce.NumberOrBoolean(IntelFields.First(stats, "maker_reliability", "maker_reliability_score")) ?? 0);
    }

    /// <summary>Reliability from shares of maker fills, fallbacks and rejects.</summary>
    public static double ReliabilityOf(double makerRatio, double fallbackRatio, double rejectRatio) =>
        IntelFields.Clamp01(makerRatio - 0.3 * fallbackRatio - 0.2 * rejectRatio);
}
