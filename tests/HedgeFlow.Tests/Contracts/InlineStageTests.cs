using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class InlineStageTests : StageContract
{
    private protected override Pipeline<int> Build(
        PipelineOptions options,
        FaultPolicy policy,
        Func<int, CancellationToken, StageOutcome<int>> code)
    {
        var b = new PipelineBuilder("stage", PipelineMode.Live, options);
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i);
        InlineNode<int, int> stage = b.Inline<int, int>("stage", i => code(i, options.Stop), policy);
        SinkNode<int> end = b.Sink<int>("end", Passed.Add);
        b.Inline(head, stage);
        b.Wait(stage, end, capacity: 16);
        return b.Build(head);
    }
}
