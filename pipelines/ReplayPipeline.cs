using HedgeFlow.Dataflow;
using HedgeFlow.Stages;

namespace HedgeFlow.Pipelines;

/// <summary>The executor's graph over a recording: the same stages and edges, every edge waits, so that nothing is skipped.</summary>
public static class ReplayPipeline
{
    public const string Name = "replay";

    /// <inheritdoc cref="ExecutorPipeline.Build(ExecutorStages, ExecutorEdges, PipelineOptions, out JournalGauge)"/>
    public static Pipeline<FeedItem> Build(ExecutorStages stages, ExecutorEdges edges, PipelineOptions options, out JournalGauge journal) =>
        ExecutorPipeline.Build(Name, PipelineMode.Replay, stages, edges, options, out journal);
}
