using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class LatestEdgeLiveTests : LatestEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Live;
}
