using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class BlockEdgeReplayTests : BlockEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Replay;
}
