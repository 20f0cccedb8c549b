using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Volatility regimes of the ratio of short to long average range. Two tables on purpose: the one of the routing policy
/// starts <c>normal</c> at 0.5, the one of execution health and risk at 0.7. Source: router contract, ATR regime.
/// </summary>
public static class AtrRegimes
{
    private const double PolicyQuietBelow = 0.5;
    private const double HealthQuietBelow = 0.7;

    /// <summary>Short ÷ long; null when either is missing or the long one is not positive.</summary>
    public static double? Ratio(double? atrShort, double? atrLong) =>
        Finite(atrShort) is { } now && Finite(atrLong) is > 0 and { } typical && now / typical is var ratio && double.IsFinite(ratio)
            ? ratio
            : null;

    /// <summary>The policy's table; no usable ratio counts as normal.</summary>
    public static string ForPolicy(double? atrShort, double? atrLong) =>
        Ratio(atrShort, atrLong) is { } ratio ? Label(ratio, PolicyQuietBelow) : "normal";

    /// <summary>The health table; no usable ratio is unknown.</summary>
    public static AtrReading ForHealth(double? atrNow, double? atrMed, string? symbol = null)
    {
        double? ratio = Ratio(atrNow, atrMed);
        return new AtrReading
        {
            AtrNow = Finite(atrNow),
            AtrMed = Finite(atrMed),
            AtrRatio = ratio,
            AtrRegime = HealthLabel(ratio),
            Symbol = symbol,
        };
    }

    /// <summary>The median of the known ratios (of two in the middle their mean) and its regime; symbols stay in their order.</summary>
    public static AtrSummary Summarize(IReadOnlyList<AtrReading> symbols)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        double[] ratios = [.. symbols.Select(symbol => symbol.AtrRatio).OfType<double>().Order()];
        int middle = ratios.Length / 2;
        double? median = ratios.Length == 0 ? null
            : ratios.Length % 2 == 1 ? ratios[middle]
            : ratios[middle - 1] + (ratios[middle] - ratios[middle - 1]) / 2;
        return new AtrSummary { AtrRegime = HealthLabel(median), MedianRatio = median, Symbols = symbols };
    }

    private static string HealthLabel(double? ratio) => ratio is { } known ? Label(known, HealthQuietBelow) : "unknown";

    private static string Label(double ratio, double quietBelow) =>
        ratio < quietBelow ? "quiet" : ratio < 1.5 ? "normal" : ratio < 2.5 ? "hot" : "panic";

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
