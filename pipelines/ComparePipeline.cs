using HedgeFlow.Dataflow;
using HedgeFlow.Stages.Compare;

namespace HedgeFlow.Pipelines;

/// <summary>The compare program's graph: shadow, order and metric logs ─▶ differences ─▶ log and summary, while the executor, which owns them, does not.</summary>
public static class ComparePipeline
{
    public const string Name = "compare";

    /// <summary>Builds the graph; nothing runs before <see cref="Pipeline.Start"/>.</summary>
    public static Pipeline<CompareCycle> Build(StandInStages<CompareCycle> stages, PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var graph = new PipelineBuilder(Name, PipelineMode.Live, options);
        var read = graph.QueuedHead<CompareCycle, CompareCycle>(
            "read-logs", 1, cycle => stages.Read(cycle) ? StageOutcome<CompareCycle>.Ok(cycle) : StageOutcome<CompareCycle>.Nothing, FaultPolicy.Drop);
        var compare = graph.Stage<CompareCycle>("compare", stages.Compute, FaultPolicy.Drop);
        var publish = graph.Sink<CompareCycle>("publish", stages.Publish, FaultPolicy.Drop);
        graph.Wait(read, compare, 1);
        graph.Wait(compare, publish, 1);
        return graph.Build(read);
    }
}
