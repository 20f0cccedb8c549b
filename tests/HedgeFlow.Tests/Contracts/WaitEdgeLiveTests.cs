using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class WaitEdgeLiveTests : WaitEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Live;
}
