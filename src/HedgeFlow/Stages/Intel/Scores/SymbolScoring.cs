using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Scores;

/// <summary>The score of one symbol from its expectancy and its routing. Source: intel contract, score components.</summary>
public static class SymbolScoring
{
    private const double ExpectancyScaleUsd = 10;
    private const double HitRateShare = 0.3;
    private const double ExpectancyWeight = 0.55;
    private const double RouterWeight = 0.35;
    private const double VolatilityWeight = 0.3;
    private const double SlippageScaleBps = 20;
    private const double MaxSlippagePenalty = 0.4;
    private const double FeeDragScale = 0.2;
    private const double MaxFeeDragPenalty = 0.4;
    private const double SmallestPnlUsd = 1e-6;
    private const double MaxVolatilityPenalty = 0.5;

    /// <summary>Everything that the score adds up; missing entries are neutral.</summary>
    public static SymbolScoresV6State.ScoreComponents Components(ExpectancyEntry? expectancy, RouterEntry? router) => new(
        ExpectancyComponent(expectancy),
        RouterComponent(router),
        SlippagePenalty(router?.SlippageP50 ?? 0),
        FeeDragPenalty(router),
        router?.VolatilityScale is { } scale ? Math.Min(MaxVolatilityPenalty, Math.Abs(scale - 1)) : 0);

    /// <summary>0 to 1.</summary>
    public static double Score(SymbolScoresV6State.ScoreComponents parts) => IntelFields.Clamp01(
        ExpectancyWeight * parts.Expectancy + RouterWeight * parts.Router
        - parts.SlippagePenalty - parts.FeeDragPenalty - VolatilityWeight * parts.VolatilityPenalty);

    /// <summary>0 to 1, 0.5 without data: the expectancy squashed, blended with the hit rate where that is a number.</summary>
    public static double ExpectancyComponent(ExpectancyEntry? entry)
    {
        double squashed = 0.5 + 0.5 * Math.Tanh((entry?.Expectancy ?? 0) / ExpectancyScaleUsd);
        return entry is { HitRateIsNumber: true, HitRate: { } hitRate }
            ? (1 - HitRateShare) * squashed + HitRateShare * IntelFields.Clamp01(hitRate)
            : squashed;
    }

    /// <summary>0 to 1, 0.5 without data: the published quality, else the squashed excess of maker fills over fallbacks.</summary>
    public static double RouterComponent(RouterEntry? entry) => entry?.Quality is { } quality
        ? IntelFields.Clamp01(quality)
        : 0.5 + 0.5 * Math.Tanh((entry?.MakerFillRate ?? 0) - (entry?.FallbackRate ?? 0));

    /// <summary>The published quality as it is, out of range included; without one, the router component.</summary>
    public static double RouterQuality(RouterEntry? entry) => entry?.RawQuality ?? RouterComponent(entry);

    private static double SlippagePenalty(double bps) => bps <= 0 ? 0 : Math.Min(MaxSlippagePenalty, bps / SlippageScaleBps);

    private static double FeeDragPenalty(RouterEntry? router) =>
        router is { FeesTotal: { } fees, Pnl: { } pnl } && pnl != 0
            ? Math.Min(MaxFeeDragPenalty, FeeDragScale * Math.Abs(fees) / Math.Max(SmallestPnlUsd, Math.Abs(pnl)))
            : 0;
}
