using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class CountedEdgeReplayTests : CountedEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Replay;
}
