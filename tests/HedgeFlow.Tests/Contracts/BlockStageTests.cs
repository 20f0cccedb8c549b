using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class BlockStageTests : StageContract
{
    private protected override Pipeline<int> Build(
        PipelineOptions options,
        FaultPolicy policy,
        Func<int, CancellationToken, StageOutcome<int>> code)
    {
        var b = new PipelineBuilder("stage", PipelineMode.Live, options);
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i);
        BlockNode<int, int> stage = b.Stage<int, int>("stage", i => code(i, options.Stop), policy);
        SinkNode<int> end = b.Sink<int>("end", Passed.Add);
        b.Wait(head, stage, capacity: 16);
        b.Wait(stage, end, capacity: 16);
        return b.Build(head);
    }
}
