using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class BlockEdgeLiveTests : BlockEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Live;
}
