using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class JournalEdgeReplayTests : JournalEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Replay;
}
