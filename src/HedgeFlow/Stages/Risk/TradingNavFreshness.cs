namespace HedgeFlow.Stages.Risk;

/// <summary>Whether the NAV is fresh enough to trade on. Source: risk contract, trading NAV freshness.</summary>
public static class TradingNavFreshness
{
    public const double DefaultThresholdSeconds = 90;

    /// <summary>The configured seconds; missing or not above zero gives the default.</summary>
    public static double Threshold(double? configured) => configured is > 0 && double.IsFinite(configured.Value) ? configured.Value : DefaultThresholdSeconds;

    /// <summary>Known age below the threshold, and sources known to be well. NaN = unknown age.</summary>
    public static bool IsFresh(double ageSeconds, bool? sourcesOk, double threshold) =>
        double.IsFinite(ageSeconds) && Math.Max(0, ageSeconds) < threshold && sourcesOk is true;

    /// <summary>A stale NAV stops trading, except on a testnet that asks to trade on.</summary>
    public static bool Stops(bool fresh, bool failClosed, bool testnet) => !fresh && (failClosed || !testnet);
}
