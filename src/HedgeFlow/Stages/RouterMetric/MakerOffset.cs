namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Distance of a post-only price from mid, bps. Source: router contract, maker offset.</summary>
public static class MakerOffset
{
    public const double BaseBps = 4;
    public const double MinBps = 1;
    public const double MaxBps = 10;

    private const double HourStep = 0.2;

    /// <summary>
    /// From the base by volatility, maker and fallback ratios and the median slippage, then scaled once by the autotune
    /// (<paramref name="reliability"/>, <paramref name="riskMode"/>), then by what the current UTC hour brought per notional.
    /// </summary>
    public static double Compute(
        in RouterReadings readings, string atrRegime, double? reliability, string? riskMode, double? hourExpectancy)
    {
        double adapted = RouterAutotune.Suggest(BeforeAutotune(readings, atrRegime), reliability, riskMode, MinBps).AdaptiveOffsetBps;
        double hour = hourExpectancy > 0 ? -HourStep : hourExpectancy < 0 ? HourStep : 0;
        return Math.Clamp(adapted + hour, MinBps, MaxBps);
    }

    /// <summary>The offset that the autotune scales.</summary>
    public static double BeforeAutotune(in RouterReadings readings, string atrRegime)
    {
        double offset = BaseBps;
        offset += atrRegime switch { "quiet" => -0.5, "hot" => 0.5, "panic" => 1.0, _ => 0 };
        offset += readings.Maker > 0.7 ? -0.5 : 0;
        offset += readings.Fallback > 0.5 ? 1.0 : 0;
        offset += readings.Fallback > 0.8 ? 1.5 : 0;
        double slip = readings.SlipQ50 ?? 0;
        return offset + (slip > 5 ? 0.8 : slip < 1 ? -0.2 : 0);
    }
}
