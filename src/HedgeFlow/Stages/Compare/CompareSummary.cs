using HedgeFlow.State;

namespace HedgeFlow.Stages.Compare;

/// <summary>Sums differences up into the summary surface. Pure. Source: services contract, compare.</summary>
public static class CompareSummary
{
    /// <summary>Why there is no level yet.</summary>
    public const string TooFew = "sample_size_below_min";

    public static PipelineV6CompareSummaryState Of(
        IReadOnlyList<CompareDiff> diffs, PipelineV6CompareSummaryState.WindowedBlock windowed, int minSampleSize, double now)
    {
        ArgumentNullException.ThrowIfNull(diffs);
        double[] sizing = Sorted(diffs.Select(diff => diff.SizingDiffPct));
        bool warmup = diffs.Count < minSampleSize;
        return new PipelineV6CompareSummaryState
        {
            GeneratedTs = now,
            UpdatedTs = now,
            SampleSize = diffs.Count,
            VetoMismatchPct = 100.0 * diffs.Count(diff => diff.VetoMismatch) / Math.Max(1, diffs.Count),
            SizeDiffStats = Stats(diffs.Select(diff => diff.SizePctDiff is { } pct ? Math.Abs(pct) : (double?)null)),
            SlippageDiffBps = Stats(diffs.Select(diff => diff.SlippageDiffBps)),
            SizingDiffStats = new PipelineV6CompareSummaryState.SizingStats(Median(sizing), P95(sizing), diffs.Count(diff => diff.Upsize), sizing.Length),
            Windowed = windowed,
            IsWarmup = warmup,
            WarmupReason = warmup ? TooFew : null,
            MinSampleSize = minSampleSize,
        };
    }

    private static PipelineV6CompareSummaryState.SignedStats Stats(IEnumerable<double?> values)
    {
        double[] known = [.. Finite(values)];
        double sum = 0;
        foreach (double value in known)
        {
            sum += value;
        }

        double mean = known.Length == 0 ? 0 : sum / known.Length;
        Array.Sort(known);
        return new PipelineV6CompareSummaryState.SignedStats(double.IsFinite(mean) ? mean : 0, Median(known), P95(known));
    }

    private static double[] Sorted(IEnumerable<double?> values)
    {
        double[] known = [.. Finite(values)];
        Array.Sort(known);
        return known;
    }

    private static IEnumerable<double> Finite(IEnumerable<double?> values) => values.OfType<double>().Where(double.IsFinite);

    private static double Median(double[] sorted)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }

        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    /// <summary>A value of the list, never one between two; of two values it is the smaller one.</summary>
    private static double P95(double[] sorted) =>
        sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Floor(0.95 * sorted.Length) - 1, 0, sorted.Length - 1)];
}
