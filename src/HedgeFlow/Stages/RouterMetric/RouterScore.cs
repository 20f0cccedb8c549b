namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Scores of order outcomes. Source: router contract, event health. Missing and non-finite inputs count as 0.</summary>
public static class RouterScore
{
    private const double FallbackWeight = 0.3;
    private const double RejectWeight = 0.2;

    /// <summary>0 up to 5 bps, then 1 % a bp up to 0.1 at 15 bps, then on to 0.3 at most.</summary>
    public static double SlippagePenalty(double? avgSlippageBps) => Known(avgSlippageBps) switch
    {
        <= 5 => 0,
        <= 15 and var s => (s - 5) / 100,
        var s => 0.1 + Math.Min(0.2, (s - 15) / 100),
    };

    /// <summary>Half the share of refused orders, 0.2 at most.</summary>
    public static double RejectPenalty(double? rejectRatio) => Known(rejectRatio) is var r && r <= 0 ? 0 : Math.Min(0.2, r / 2);

    /// <summary>0..1.</summary>
    public static double Health(double? makerRatio, double? fallbackRatio, double? avgSlippageBps, double? rejectRatio) =>
        Clamp01(Known(makerRatio) - FallbackWeight * Known(fallbackRatio) - SlippagePenalty(avgSlippageBps) - RejectPenalty(rejectRatio));

    /// <summary>0..1.</summary>
    public static double MakerReliability(double? makerRatio, double? fallbackRatio, double? rejectRatio) =>
        Clamp01(Known(makerRatio) - FallbackWeight * Known(fallbackRatio) - RejectWeight * Known(rejectRatio));

    internal static double Known(double? value) => value is { } number && double.IsFinite(number) ? number : 0;

    internal static double Clamp01(double value) => Math.Clamp(value, 0, 1);
}
