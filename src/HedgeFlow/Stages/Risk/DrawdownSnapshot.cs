namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Drawdown from the peak and from the day's peak. Fractions; NaN = unknown. Source: risk contract, drawdown snapshot.
/// </summary>
/// <param name="DdFrac">Drawdown as a fraction of the peak.</param>
/// <param name="DdAbs">Drawdown in USD.</param>
/// <param name="PeakNav">USD.</param>
/// <param name="Nav">USD; 0 when unknown.</param>
/// <param name="DailyLossFrac">Loss since the day's peak.</param>
/// <param name="DailyPeak">USD.</param>
/// <param name="PeakStateAge">Seconds since the tracker was updated.</param>
/// <param name="StaleFlags">What is wrong with the inputs.</param>
/// <param name="Usable">Whether limits may be judged by it.</param>
public readonly record struct DrawdownSnapshot(
    double DdFrac, double DdAbs, double PeakNav, double Nav, double DailyLossFrac, double DailyPeak, double PeakStateAge, DrawdownStaleFlags StaleFlags, bool Usable)
{
    public const double PeakStateMaxAgeSeconds = 86400;

    /// <summary>No inputs at all.</summary>
    public static DrawdownSnapshot Unknown { get; } = new(0, 0, 0, 0, double.NaN, double.NaN, double.NaN, DrawdownStaleFlags.NavMissing, false);

    /// <summary>A stored peak is never rebuilt because of its age; without one the NAV log's peak counts, else the NAV itself.</summary>
    public static DrawdownSnapshot Compute(in DrawdownInputs inputs, double now, double navThresholdSeconds, double peakMaxAgeSeconds = PeakStateMaxAgeSeconds)
    {
        double nav = FirstPositive(inputs.TrackerNav, inputs.CachedNav, 0);
        double peak = FirstPositive(inputs.TrackerPeak, inputs.NavLogPeak, nav);
        double dailyPeak = FirstPositive(inputs.DailyPeak, peak, 0);
        double ddAbs = nav > 0 && peak > 0 ? Math.Max(0, peak - nav) : 0;
        double daily = nav > 0 && dailyPeak > 0 ? Math.Max(0, (dailyPeak - nav) / dailyPeak) : 0;
        double trackerAge = Math.Max(0, now - inputs.TrackerTs);

        DrawdownStaleFlags flags = DrawdownStaleFlags.None;
        flags |= trackerAge > peakMaxAgeSeconds ? DrawdownStaleFlags.PeakStateStale : 0;
        flags |= nav > 0 ? 0 : DrawdownStaleFlags.NavMissing;
        flags |= inputs.SourcesOk is true ? 0 : DrawdownStaleFlags.NavSourcesUnhealthy;
        bool fresh = inputs.NavAgeSeconds <= navThresholdSeconds && !(now - inputs.CachedTs > navThresholdSeconds);
        flags |= fresh ? 0 : DrawdownStaleFlags.NavCacheStale;
        return new DrawdownSnapshot(
            peak > 0 ? ddAbs / peak : 0, ddAbs, peak, nav, daily, dailyPeak, trackerAge, flags, flags == DrawdownStaleFlags.None);
    }

    private static double FirstPositive(double a, double b, double other) =>
        a > 0 && double.IsFinite(a) ? a : b > 0 && double.IsFinite(b) ? b : other;
}
