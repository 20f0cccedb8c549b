using System.Diagnostics.Metrics;

namespace HedgeFlow.Storage;

/// <summary>Instruments of everything that reaches the disk. Free while nobody listens.</summary>
internal static class StorageMetrics
{
    public const string MeterName = "HedgeFlow.Storage";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> StateWrites = Meter.CreateCounter<long>("hedgeflow.state.writes", "{write}", "State files replaced");

    public static readonly Counter<long> StateWriteFailures =
        Meter.CreateCounter<long>("hedgeflow.state.write_failures", "{write}", "State writes that left the old file in place");

    public static readonly Counter<long> StateReplaced =
        Meter.CreateCounter<long>("hedgeflow.state.replaced", "{payload}", "State payloads replaced by a newer one before they were written");

    public static readonly Counter<long> StateBytes = Meter.CreateCounter<long>("hedgeflow.state.bytes", "By", "Bytes of state written");

    public static readonly Histogram<double> StateWriteTime =
        Meter.CreateHistogram<double>("hedgeflow.state.write_time", "s", "Serialisation and file replacement of one surface");

    public static readonly Counter<long> JournalLines = Meter.CreateCounter<long>("hedgeflow.journal.lines", "{line}", "JSONL lines appended");

    public static readonly Counter<long> JournalBytes = Meter.CreateCounter<long>("hedgeflow.journal.bytes", "By", "JSONL bytes appended");

    public static readonly Counter<long> JournalFailures =
        Meter.CreateCounter<long>("hedgeflow.journal.failures", "{failure}", "JSONL writes, syncs and rotations that failed");

    public static readonly Counter<long> TelemetryDropped =
        Meter.CreateCounter<long>("telemetry_dropped_total", "{line}", "JSONL lines that were given up");
}
