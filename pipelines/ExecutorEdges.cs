namespace HedgeFlow.Pipelines;

/// <summary>Capacities of the executor's edges. Frames and requests are counted, the journal is bounded by bytes.</summary>
public sealed record ExecutorEdges
{
    public static ExecutorEdges Default { get; } = new();

    /// <summary>Frames between two telemetry stages. Default 16.</summary>
    public int Telemetry { get; init; } = 16;

    /// <summary>Frames between executor and telemetry in a replay: half of them are handed over at a time. Default 64.</summary>
    public int Replay { get; init; } = 64;

    /// <summary>From here on derived lines are dropped, counted. Default 8 MiB.</summary>
    public long JournalSoftBytes { get; init; } = 8L << 20;

    /// <summary>From here on the alarm is raised and new entries are refused; facts are still kept. Default 32 MiB.</summary>
    public long JournalHardBytes { get; init; } = 32L << 20;

    /// <summary>Requests that may wait for the shadow run. Default 1024.</summary>
    public int Shadow { get; init; } = 1024;

    /// <summary>Nice value of everything right of the executor. Default 10.</summary>
    public int Niceness { get; init; } = 10;
}
