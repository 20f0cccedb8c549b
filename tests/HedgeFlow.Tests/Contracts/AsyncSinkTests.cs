using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

[TestClass]
public sealed class AsyncSinkTests : StageContract
{
    private protected override bool HasOutput => false;

    private protected override Pipeline<int> Build(
        PipelineOptions options,
        FaultPolicy policy,
        Func<int, CancellationToken, StageOutcome<int>> code)
    {
        var b = new PipelineBuilder("stage", PipelineMode.Live, options);
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i);
        SinkNode<int> stage = b.SinkAsync<int>("stage", RunAsync, policy);
        b.Wait(head, stage, capacity: 16);
        return b.Build(head);

        async ValueTask<StageOutcome<int>> RunAsync(int message, CancellationToken token)
        {
            await Task.Yield();
            return code(message, token);
        }
    }
}
