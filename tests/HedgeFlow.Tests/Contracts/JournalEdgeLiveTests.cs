using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class JournalEdgeLiveTests : JournalEdgeContract
{
    private protected override PipelineMode Mode => PipelineMode.Live;
}
