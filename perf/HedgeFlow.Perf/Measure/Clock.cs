using System.Diagnostics;

namespace HedgeFlow.Perf.Measure;

/// <summary>Pacing by spinning, and the medians of repeated runs.</summary>
internal static class Clock
{
    public static double Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    public static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    public static long Nanoseconds(long from) => (long)((Stopwatch.GetTimestamp() - from) * (1e9 / Stopwatch.Frequency));

    /// <summary>Returns at the timestamp, not before.</summary>
    public static void SpinUntil(long timestamp)
    {
        while (Stopwatch.GetTimestamp() < timestamp)
        {
            Thread.SpinWait(8);
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    /// <summary>Median time of one call in microseconds.</summary>
    public static double MedianMicroseconds(int rounds, Action<int> call)
    {
        var times = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            long from = Stopwatch.GetTimestamp();
            call(i);
            times[i] = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
        }

        return Median(times);
    }
}
