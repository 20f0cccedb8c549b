using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class QueuedHeadTests : StageContract
{
    private protected override Pipeline<int> Build(
        PipelineOptions options,
        FaultPolicy policy,
        Func<int, CancellationToken, StageOutcome<int>> code)
    {
        var b = new PipelineBuilder("stage", PipelineMode.Live, options);
        BlockNode<int, int> stage = b.QueuedHead<int, int>("stage", 16, i => code(i, options.Stop), policy);
        SinkNode<int> end = b.Sink<int>("end", Passed.Add);
        b.Wait(stage, end, capacity: 16);
        return b.Build(stage);
    }
}
