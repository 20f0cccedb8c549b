using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class CountedEdgeLiveTests : CountedEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Live;
}
