namespace HedgeFlow.Telemetry;

/// <summary>Names of the meter, its instruments and their tags. They are a contract with dashboards and alert rules.</summary>
public static class MetricNames
{
    public const string Meter = "HedgeFlow";

    public const string StageIn = "hedgeflow.stage.in";
    public const string StageOut = "hedgeflow.stage.out";
    public const string StageDropped = "hedgeflow.stage.dropped";
    public const string StageReplaced = "hedgeflow.stage.replaced";
    public const string StageFaults = "hedgeflow.stage.faults";
    public const string StageQueueDepth = "hedgeflow.stage.queue_depth";

    /// <summary>Seconds that a stage's code took for one message.</summary>
    public const string StageDuration = "hedgeflow.stage.duration";

    /// <summary>Seconds from the offer of a message to the return of the inline chain.</summary>
    public const string OfferDuration = "hedgeflow.pipeline.offer.duration";

    /// <summary>How full a stage's incoming edge is: 0 to 1; above 1 where facts are kept beyond the limit.</summary>
    public const string EdgeFill = "hedgeflow.edge.fill";

    /// <summary>Seconds that producers waited for room on a stage's incoming edge.</summary>
    public const string EdgeWait = "hedgeflow.edge.wait";

    /// <summary>Seconds from the arrival of a snapshot to the end of its publication.</summary>
    public const string TickDuration = "hedgeflow.tick.duration";

    /// <summary>Seconds since a journal edge was last empty.</summary>
    public const string JournalLag = "hedgeflow.journal.lag";

    public const string JournalPendingBytes = "hedgeflow.journal.pending_bytes";
    public const string JournalSaturated = "hedgeflow.journal.saturated";

    public const string StateWrites = "hedgeflow.state.writes";
    public const string StateWriteFailures = "hedgeflow.state.write_failures";
    public const string StateReplaced = "hedgeflow.state.replaced";
    public const string StateBytes = "hedgeflow.state.bytes";

    /// <summary>Seconds that serialisation and replacement of one state file took.</summary>
    public const string StateWriteDuration = "hedgeflow.state.write.duration";

    public const string JournalLines = "hedgeflow.journal.lines";
    public const string JournalBytes = "hedgeflow.journal.bytes";
    public const string JournalFailures = "hedgeflow.journal.failures";

    /// <summary>JSONL lines that were given up because the disk failed.</summary>
    public const string JournalDropped = "hedgeflow.journal.dropped";

    /// <summary>Cycles of the sync program's local half, by what they did.</summary>
    public const string SyncMirrors = "hedgeflow.sync.mirrors";

    /// <summary>Seconds since the time of the newest NAV that was mirrored.</summary>
    public const string SyncLag = "hedgeflow.sync.lag";

    public const string RemoteWrites = "hedgeflow.remote.writes";

    /// <summary>Sync cycles that the remote did not take, by reason.</summary>
    public const string RemoteFailures = "hedgeflow.remote.failures";

    public const string TagFile = "file";
    public const string TagPipeline = "pipeline";
    public const string TagInstance = "instance";
    public const string TagStage = "stage";
    public const string TagReason = "reason";
}
