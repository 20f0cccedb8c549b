using HedgeFlow.Dataflow;
using HedgeFlow.Stages.Shadow;

namespace HedgeFlow.Pipelines;

/// <summary>The shadow-heartbeat program's graph: shadow log ─▶ summary ─▶ head surface, while the executor, which owns it, does not.</summary>
public static class ShadowHeartbeatPipeline
{
    public const string Name = "shadow-heartbeat";

    /// <summary>Builds the graph; nothing runs before <see cref="Pipeline.Start"/>.</summary>
    public static Pipeline<HeadCycle> Build(StandInStages<HeadCycle> stages, PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var graph = new PipelineBuilder(Name, PipelineMode.Live, options);
        var read = graph.QueuedHead<HeadCycle, HeadCycle>(
            "read-log", 1, cycle => stages.Read(cycle) ? StageOutcome<HeadCycle>.Ok(cycle) : StageOutcome<HeadCycle>.Nothing, FaultPolicy.Drop);
        var summarise = graph.Stage<HeadCycle>("summarise", stages.Compute, FaultPolicy.Drop);
        var publish = graph.Sink<HeadCycle>("publish", stages.Publish, FaultPolicy.Drop);
        graph.Wait(read, summarise, 1);
        graph.Wait(summarise, publish, 1);
        return graph.Build(read);
    }
}
