namespace HedgeFlow.Numerics;

/// <summary>
/// Quantiles by linear interpolation between the two nearest order statistics. Source: router contract, quantile.
/// Non-finite samples are left out; none left gives null.
/// </summary>
public static class Quantile
{
    /// <summary>The quantile of samples in any order; <paramref name="percent"/> is 0..100.</summary>
    public static double? Of(IEnumerable<double> samples, double percent)
    {
        double[] sorted = [.. samples.Where(double.IsFinite)];
        Array.Sort(sorted);
        return OfSorted(sorted, percent);
    }

    /// <summary>The quantile of finite samples in ascending order.</summary>
    public static double? OfSorted(ReadOnlySpan<double> sorted, double percent)
    {
        if (sorted.IsEmpty)
        {
            return null;
        }

        (int low, int high, double part) = Position(sorted.Length, percent);
        return Interpolate(sorted[low], sorted[high], part);
    }

    /// <summary>The quantile of samples that are kept in order already; the same value as from a sorted copy.</summary>
    public static double? Of(OrderedSamples samples, double percent)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0)
        {
            return null;
        }

        (int low, int high, double part) = Position(samples.Count, percent);
        return Interpolate(samples[low], samples[high], part);
    }

    private static (int Low, int High, double Part) Position(int count, double percent)
    {
        double place = (count - 1) * Math.Clamp(percent, 0, 100) / 100;
        int low = (int)Math.Floor(place);
        return (low, Math.Min(low + 1, count - 1), place - low);
    }

    // From the nearer end, so that a part of 1 gives exactly b and the result is monotone.
    private static double Interpolate(double a, double b, double part) =>
        part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part);
}
