using HedgeFlow.Domain;
using HedgeFlow.Stages.Sync;

namespace HedgeFlow.Pipelines;

/// <summary>The work of each stage of the sync program's graph. Each is called by one thread at a time.</summary>
public sealed record SyncStages
{
    /// <summary>Stages that do nothing: enough to build a graph that is only drawn.</summary>
    public static SyncStages Drawing { get; } = new() { Mirror = static cycle => cycle, Push = static (_, _) => ValueTask.CompletedTask, Append = static _ => { } };

    /// <summary>The local half.</summary>
    public required Func<SyncCycle, SyncCycle> Mirror { get; init; }

    /// <summary>The remote half.</summary>
    public required Func<SyncCycle, CancellationToken, ValueTask> Push { get; init; }

    /// <summary>Appends the heartbeat.</summary>
    public required Action<JournalRow> Append { get; init; }
}
