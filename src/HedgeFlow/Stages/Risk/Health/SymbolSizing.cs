using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>Size multipliers of a symbol and the score behind them. Source: risk contract, sizing.</summary>
public static class SymbolSizing
{
    private const double SlowFill = 5;

    /// <summary>By the health regime; 1 without a usable ratio.</summary>
    public static double RegimeScale(double? atrNow, double? atrMed) => AtrRegimes.ForHealth(atrNow, atrMed).AtrRegime switch
    {
        "quiet" => 0.75,
        "hot" => 0.5,
        "panic" => 0.25,
        _ => 1,
    };

    /// <summary>The sum of what Sharpe, volatility, router and today's result say.</summary>
    public static SymbolScoreState Score(double? atrNow, double? atrMed, double? sharpe, double? ddTodayPct, in RouterReadings router)
    {
        double? known = sharpe is { } value && double.IsFinite(value) ? value : null;
        double dd = ddTodayPct is { } percent && double.IsFinite(percent) ? percent : 0;
        double? ratio = AtrRegimes.Ratio(atrNow, atrMed);
        double sharpeScore = known switch { null => 0, <= -1 => -1, >= 2 => 1, { } s => s / 2 };
        double atrScore = ratio switch { null => 0, < 0.5 => -0.2, > 2.5 => -0.3, >= 0.8 and <= 1.5 => 0.1, _ => 0 };
        double routerScore = ((router.Maker ?? 0) - 0.5) * 0.5
            - Math.Max(0, (router.Fallback ?? 0) - 0.5)
            - (router.SlipQ50 > SlowFill ? 0.3 : 0);
        double ddScore = dd switch { <= -3 => -0.5, <= -1.5 => -0.25, >= 0.5 => 0.1, _ => 0 };
        double score = sharpeScore + atrScore + routerScore + ddScore;
        return new SymbolScoreState
        {
            Score = score,
            SizeFactor = SizeFactor(score),
            Components = new SymbolScoreState.ScoreComponents
            {
                Sharpe = known,
                SharpeScore = sharpeScore,
                AtrRatio = ratio,
                AtrScore = atrScore,
                RouterScore = routerScore,
                DdPct = dd,
                DdScore = ddScore,
            },
        };
    }

    /// <summary>0.5 from −1 down, 1.5 from 1.5 up, between them 30 % a point; 1 without a score.</summary>
    public static double SizeFactor(double? score) => score switch
    {
        null or double.NaN or double.PositiveInfinity or double.NegativeInfinity => 1,
        <= -1 => 0.5,
        >= 1.5 => 1.5,
        { } s => Math.Clamp(1 + 0.3 * s, 0.25, 2),
    };

    public static SymbolHealth.SizingPart Part(double? sharpe, double? atrNow, double? atrMed, double intelSizeFactor)
    {
        const double SharpeMultiplier = 1;
        double regime = RegimeScale(atrNow, atrMed);
        return new SymbolHealth.SizingPart
        {
            Sharpe7d = sharpe is { } value && double.IsFinite(value) ? value : null,
            SizeMultSharpe = SharpeMultiplier,
            SizeMultRegime = regime,
            IntelSizeFactor = intelSizeFactor,
            SizeMultCombined = SharpeMultiplier * regime,
            FinalSizeFactor = SharpeMultiplier * regime * intelSizeFactor,
        };
    }
}
