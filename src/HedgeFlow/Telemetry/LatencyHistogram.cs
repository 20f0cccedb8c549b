using System.Numerics;

namespace HedgeFlow.Telemetry;

/// <summary>
/// Latencies in nanoseconds, in buckets whose width is at most 1/32 of their value: fixed memory, no allocation, one writer, any number
/// of readers. A reader may see a recording half counted; it never sees a torn number.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 5;
    private const int SubCount = 1 << SubBits;
    private const int BucketCount = (64 - SubBits) * SubCount;

    private readonly long[] _buckets = new long[BucketCount];
    private long _count;
    private long _sum;
    private long _max;

    /// <summary>Records one latency; below zero counts as zero.</summary>
    public void Record(long nanoseconds)
    {
        long value = Math.Max(0, nanoseconds);
        _buckets[Index(value)]++;
        _sum += value;
        if (value > _max)
        {
            Volatile.Write(ref _max, value);
        }

        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>The percentiles of everything recorded so far.</summary>
    public LatencySummary Summarize()
    {
        long count = Volatile.Read(ref _count);
        return count == 0
            ? default
            : new LatencySummary(
                count,
                Volatile.Read(ref _sum) / count,
                Percentile(0.50),
                Percentile(0.90),
                Percentile(0.99),
                Percentile(0.999),
                Percentile(0.9999),
                Volatile.Read(ref _max));
    }

    /// <summary>The smallest bucket bound that at least <paramref name="fraction"/> of the latencies do not exceed, never above the maximum.</summary>
    public long Percentile(double fraction)
    {
        long wanted = Math.Max(1, (long)Math.Ceiling(fraction * Volatile.Read(ref _count)));
        long seen = 0;
        for (int i = 0; i < BucketCount; i++)
        {
            seen += Volatile.Read(ref _buckets[i]);
            if (seen >= wanted)
            {
                return Math.Min(UpperBound(i), Volatile.Read(ref _max));
            }
        }

        return Volatile.Read(ref _max);
    }

    private static int Index(long value)
    {
        if (value < SubCount)
        {
            return (int)value;
        }

        int shift = BitOperations.Log2((ulong)value) - SubBits;
        return (int)((shift + 1L) * SubCount + ((value >> shift) - SubCount));
    }

    private static long UpperBound(int index)
    {
        if (index < SubCount)
        {
            return index;
        }

        int shift = index / SubCount - 1;
        long first = (long)(index % SubCount + SubCount) << shift;
        return first + (1L << shift) - 1;
    }
}
