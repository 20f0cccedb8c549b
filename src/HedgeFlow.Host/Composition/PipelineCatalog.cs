using HedgeFlow.Dataflow;
using HedgeFlow.Pipelines;
using HedgeFlow.Stages.Compare;
using HedgeFlow.Stages.Shadow;

namespace HedgeFlow.Host.Composition;

/// <summary>Every pipeline by name, for the map. Maps are made from the built graph, so they cannot differ from what runs.</summary>
internal static class PipelineCatalog
{
    private static readonly (string Name, Func<Pipeline> Build)[] All =
    [
        (ExecutorPipeline.Name, () => ExecutorPipeline.Build(ExecutorStages.Drawing, ExecutorEdges.Default, PipelineOptions.Default, out _)),
        (ReplayPipeline.Name, () => ReplayPipeline.Build(ExecutorStages.Drawing, ExecutorEdges.Default, PipelineOptions.Default, out _)),
        (SyncPipeline.Name, () => SyncPipeline.Build(SyncStages.Drawing, PipelineOptions.Default)),
        (ShadowHeartbeatPipeline.Name, () => ShadowHeartbeatPipeline.Build(StandInStages<HeadCycle>.Drawing, PipelineOptions.Default)),
        (ComparePipeline.Name, () => ComparePipeline.Build(StandInStages<CompareCycle>.Drawing, PipelineOptions.Default)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(entry => entry.Name)];

    public static PipelineMap Map(string name) => All.First(entry => entry.Name == name).Build().Map;
}
