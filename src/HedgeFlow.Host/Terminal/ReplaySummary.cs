using System.Globalization;
using HedgeFlow.Dataflow;
using HedgeFlow.Host.Composition;

namespace HedgeFlow.Host.Terminal;

/// <summary>The end report of a replay.</summary>
internal static class ReplaySummary
{
    public static void Write(TextWriter output, EngineReport report, long bytes, string digest)
    {
        ArgumentNullException.ThrowIfNull(report);
        double seconds = Math.Max(1e-6, report.Elapsed.TotalSeconds);
        long writes = report.Surfaces.Sum(surface => surface.Writes);
        Line(output, "lines", $"{report.Feed.Lines:N0} read, {report.Feed.Rejected:N0} bad, {report.Feed.Ignored:N0} ignored, {report.Feed.Blank:N0} blank");
        foreach (KeyValuePair<string, long> reason in report.Feed.RejectedByReason())
        {
            Line(output, "", $"{reason.Value:N0} {reason.Key}");
        }

        Line(output, "ticks", $"{report.Ticks:N0} in {seconds:0.00} s: {report.Ticks / seconds:N0}/s, {bytes / seconds / 1e6:0.0} MB/s");
        Line(output, "events", $"{report.Facts:N0} facts; {report.Executor.Intents:N0} intents: {report.Executor.Allowed:N0} sent, {report.Executor.Vetoed:N0} vetoed, {report.Executor.Rejected:N0} turned away");
        Line(output, "journal", $"{report.Journal.Sum(file => file.Lines):N0} lines in {report.Journal.Count} files");
        Line(output, "surfaces", $"{writes:N0} writes to {report.Surfaces.Count} files, {report.Surfaces.Sum(surface => surface.Failures):N0} failed");
        StageCounts[] lossy = [.. report.Pipeline.Stages.Where(stage => stage.Dropped + stage.Replaced + stage.Faulted > 0)];
        foreach (StageCounts stage in lossy)
        {
            Line(output, stage.Stage, $"{stage.Dropped:N0} dropped, {stage.Replaced:N0} replaced, {stage.Faulted:N0} faulted");
        }

        Line(output, "digest", $"{digest}");
    }

    private static void Line(TextWriter output, string name, FormattableString text) =>
        output.WriteLine($"{name,-10} {text.ToString(CultureInfo.InvariantCulture)}");
}
