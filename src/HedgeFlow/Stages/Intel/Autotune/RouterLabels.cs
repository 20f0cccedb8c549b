namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>Words of the autotune documents. Source: intel contract, router classification and proposal.</summary>
public static class RouterLabels
{
    public const string Broken = "broken";
    public const string Degraded = "degraded";
    public const string Ok = "ok";
    public const string Good = "good";

    public const string FallbackHeavy = "fallback_heavy";
    public const string SlippageHot = "slippage_hot";
    public const string MakerStrong = "maker_strong";
    public const string Balanced = "balanced";

    public const string PreferMaker = "prefer_maker";
    public const string PreferTaker = "prefer_taker";

    /// <summary>Up to here a bias is called maker-leaning.</summary>
    private const double MakerBelow = 0.35;

    /// <summary>From here on it is called taker-leaning.</summary>
    private const double TakerFrom = 0.65;

    /// <summary>The word for a taker bias (0 to 1) in suggestions; applying them has cut-offs of its own.</summary>
    public static string OfBias(double bias) => bias <= MakerBelow ? PreferMaker : bias >= TakerFrom ? PreferTaker : Balanced;
}
