namespace HedgeFlow.Stages.Compare;

/// <summary>What the summary needs of a diff.</summary>
public readonly record struct CompareFigures(bool VetoMismatch, double? SizePctDiff, double? SlippageDiffBps, double? SizingDiff, bool Upsized)
{
    public static CompareFigures Of(CompareDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return new CompareFigures(diff.VetoMismatch, diff.SizePctDiff, diff.SlippageDiffBps, diff.SizingDiff, diff.Upsized);
    }
}
