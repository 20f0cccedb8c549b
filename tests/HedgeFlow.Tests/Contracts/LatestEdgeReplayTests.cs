using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class LatestEdgeReplayTests : LatestEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Replay;
}
