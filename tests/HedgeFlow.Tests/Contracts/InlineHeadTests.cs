using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class InlineHeadTests : StageContract
{
    private protected override Pipeline<int> Build(
        PipelineOptions options,
        FaultPolicy policy,
        Func<int, CancellationToken, StageOutcome<int>> code)
    {
        var b = new PipelineBuilder("stage", PipelineMode.Live, options);
        InlineNode<int, int> stage = b.Head<int, int>("stage", i => code(i, options.Stop), policy);
        SinkNode<int> end = b.Sink<int>("end", Passed.Add);
        b.Wait(stage, end, capacity: 16);
        return b.Build(stage);
    }
}
