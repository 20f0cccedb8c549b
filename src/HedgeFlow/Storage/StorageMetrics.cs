using System.Diagnostics.Metrics;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Storage;

/// <summary>Instruments of everything that reaches the disk, each tagged with the file's name. Free while nobody listens.</summary>
internal static class StorageMetrics
{
    private static readonly Meter Meter = new(MetricNames.Meter);

    public static readonly Counter<long> StateWrites = Meter.CreateCounter<long>(MetricNames.StateWrites, "{write}", "State files replaced");

    public static readonly Counter<long> StateWriteFailures =
        Meter.CreateCounter<long>(MetricNames.StateWriteFailures, "{write}", "State writes that left the old file in place");

    public static readonly Counter<long> StateReplaced =
        Meter.CreateCounter<long>(MetricNames.StateReplaced, "{payload}", "State payloads that a newer one replaced before they were written");

    public static readonly Counter<long> StateBytes = Meter.CreateCounter<long>(MetricNames.StateBytes, "By", "Bytes of state written");

    public static readonly Histogram<double> StateWriteTime =
        Meter.CreateHistogram<double>(MetricNames.StateWriteDuration, "s", "Serialisation and replacement of one state file");

    public static readonly Counter<long> JournalLines = Meter.CreateCounter<long>(MetricNames.JournalLines, "{line}", "JSONL lines appended");

    public static readonly Counter<long> JournalBytes = Meter.CreateCounter<long>(MetricNames.JournalBytes, "By", "JSONL bytes appended");

    public static readonly Counter<long> JournalFailures =
        Meter.CreateCounter<long>(MetricNames.JournalFailures, "{failure}", "JSONL writes, syncs and rotations that failed");

    public static readonly Counter<long> JournalDropped =
        Meter.CreateCounter<long>(MetricNames.JournalDropped, "{line}", "JSONL lines that were given up because the disk failed");
}
