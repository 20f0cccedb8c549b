using HedgeFlow.Dataflow;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Sync;

namespace HedgeFlow.Pipelines;

/// <summary>
/// The sync program's graph: every cycle mirrors <c>nav.json</c> on the loop's own thread; behind it the newest cycle goes to the
/// remote, which may take as long as it likes, and the heartbeat to its log.
/// </summary>
public static class SyncPipeline
{
    public const string Name = "sync";

    /// <summary>Builds the graph; nothing runs before <see cref="Pipeline.Start"/>.</summary>
    public static Pipeline<SyncCycle> Build(SyncStages stages, PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var graph = new PipelineBuilder(Name, PipelineMode.Live, options);
        var mirror = graph.Head<SyncCycle, SyncCycle>("mirror", stages.Mirror, FaultPolicy.Drop);

        // A remote that hangs holds back nobody: cycles it did not get to are replaced by the newest.
        var remote = graph.SinkAsync<SyncCycle>("remote", stages.Push, FaultPolicy.Drop);
        graph.Latest(mirror, cycle => cycle, remote, new LatestOptions<SyncCycle>());

        var append = graph.Sink<JournalRow>("append", stages.Append, FaultPolicy.Drop);
        graph.Counted(mirror, cycle => cycle.Lines, append, new CountedOptions { Capacity = 16 });
        return graph.Build(mirror);
    }
}
