using System.Diagnostics.Metrics;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Sync;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Host.Observability;

/// <summary>Instruments of the sync program. Free while nobody listens.</summary>
internal static class SyncMetrics
{
    private static readonly Meter Meter = new(MetricNames.Meter);

    private static readonly Counter<long> Mirrors = Meter.CreateCounter<long>(MetricNames.SyncMirrors, "{cycle}", "Cycles of the local mirror, by what they did");

    private static readonly Counter<long> Writes = Meter.CreateCounter<long>(MetricNames.RemoteWrites, "{document}", "Documents written to the remote");

    private static readonly Counter<long> Failures =
        Meter.CreateCounter<long>(MetricNames.RemoteFailures, "{cycle}", "Cycles that the remote did not take, by reason: quota, permission, unavailable, …");

    private static double _mirrored;

    static SyncMetrics() => Meter.CreateObservableGauge(
        MetricNames.SyncLag,
        () => Volatile.Read(ref _mirrored) is > 0 and var time ? [new Measurement<double>(Math.Max(0, TimeProvider.System.EpochSeconds() - time))] : Array.Empty<Measurement<double>>(),
        "s",
        "Age of the newest NAV that was mirrored");

    /// <param name="time">Time of the mirrored NAV, epoch seconds; null = none yet.</param>
    public static void Mirrored(double? time) => Volatile.Write(ref _mirrored, time ?? 0);

    public static void LocalCycle(MirrorStep step) => Mirrors.Add(1, new KeyValuePair<string, object?>(MetricNames.TagReason, step switch
    {
        MirrorStep.Copied => "copied",
        MirrorStep.Marked => "marked",
        MirrorStep.Failed => "failed",
        _ => "unchanged",
    }));

    public static void RemoteCycle(int documents, string? error)
    {
        Writes.Add(documents);
        if (error is not null)
        {
            Failures.Add(1, new KeyValuePair<string, object?>(MetricNames.TagReason, error));
        }
    }
}
