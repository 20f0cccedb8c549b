using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class SinkStageTests : StageContract
{
    private protected override bool HasOutput => false;

    private protected override Pipeline<int> Build(
        PipelineOptions options,
        FaultPolicy policy,
        Func<int, CancellationToken, StageOutcome<int>> code)
    {
        var b = new PipelineBuilder("stage", PipelineMode.Live, options);
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i);
        SinkNode<int> stage = b.Sink<int>("stage", i => code(i, options.Stop), policy);
        b.Wait(head, stage, capacity: 16);
        return b.Build(head);
    }
}
