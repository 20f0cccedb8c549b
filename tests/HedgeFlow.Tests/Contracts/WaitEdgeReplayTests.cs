using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class WaitEdgeReplayTests : WaitEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Replay;
}
