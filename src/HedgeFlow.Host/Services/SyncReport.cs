using System.Globalization;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Sync;

namespace HedgeFlow.Host.Services;

/// <summary>What a sync run did, for a person: the local half, the remote half, what a day of it writes and a month of it costs.</summary>
internal static class SyncReport
{
    /// <param name="stage">The local half.</param>
    /// <param name="health">Both halves.</param>
    /// <param name="remote">Accounts of the remote half.</param>
    /// <param name="where">The remote's description, or why it is not written.</param>
    public static IEnumerable<string> Lines(SyncStage stage, SyncHealth health, RemoteTotals remote, string where)
    {
        SyncCounters local = stage.Counters;
        yield return Text($"local       {local.Cycles} {Cycles(local.Cycles)}: {local.Copied} copied, {local.Marked} marked as last good, {local.Unchanged} unchanged, {local.Failed} failed");
        yield return $"nav_state   {(stage.SourceTs is { } time ? $"as of {IsoTime.Format(time)}" : "none")}";
        foreach ((string input, long count) in local.Skipped)
        {
            yield return Text($"skipped     {input}, {count} {Cycles(count)}");
        }

        yield return $"remote      {where}";
        if (remote.Cycles == 0)
        {
            yield break;
        }

        yield return Text($"documents   {remote.Documents} written, {remote.Unchanged} unchanged in the last cycle, {remote.Bytes} bytes, {remote.Cycles} {Cycles(remote.Cycles)}");
        foreach ((string word, long count) in remote.Failures)
        {
            yield return Text($"failed      {word}: {count} {Cycles(count)}");
        }

        if (remote.Resynchronised > 0)
        {
            yield return Text($"sent anew   {remote.Resynchronised} times: the remote was emptied or written by another hand");
        }

        yield return Text($"cost        {remote.WritesPerDay:F0} writes and {remote.ReadsPerDay:F0} reads a day, {remote.UsdPerMonth:F2} USD a month beyond the free quota");
        if (health.Remote.Error is { } error)
        {
            yield return Text($"now         failing: {error}, {health.Remote.Consecutive} {Cycles(health.Remote.Consecutive)} in a row");
        }
    }

    private static string Cycles(long count) => count == 1 ? "cycle" : "cycles";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
