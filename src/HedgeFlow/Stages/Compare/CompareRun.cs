using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Compare;

/// <summary>The outcome of one comparison: the summary surface and the rows of the comparison log.</summary>
public sealed record CompareRun(PipelineV6CompareSummaryState Summary, IReadOnlyList<CompareDiff> Diffs, IReadOnlyList<JournalRow> Rows)
{
    /// <summary>Compares decisions with the live side. A log that cannot take its rows never keeps the summary back.</summary>
    /// <param name="shadow">Newest shadow decisions, oldest first; never changed.</param>
    /// <param name="live">The live side.</param>
    /// <param name="log">Which differences are logged already; learns the new ones.</param>
    /// <param name="minSampleSize">Below this many differences the summary warms up.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public static CompareRun Of(IReadOnlyList<JsonObject> shadow, LiveOrders live, CompareLog log, int minSampleSize, double now)
    {
        ArgumentNullException.ThrowIfNull(log);
        IReadOnlyList<CompareDiff> diffs = ShadowPairing.Diffs(shadow, live);
        PipelineV6CompareSummaryState summary = CompareSummary.Of(diffs, ShadowPairing.Windowed(shadow, live), minSampleSize, now);
        return new CompareRun(summary, diffs, log.Rows(diffs, summary, now));
    }
}
