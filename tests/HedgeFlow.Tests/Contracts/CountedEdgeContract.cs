using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

/// <summary>Bounded, overflow dropped and counted; in replay it waits.</summary>
public abstract class CountedEdgeContract : EdgeContract
{
    private const int Capacity = 8;

    private protected override bool ProducerWaits => Mode == PipelineMode.Replay;

    private protected override bool LosesNothing => Mode == PipelineMode.Replay;

    private protected override int Room => Capacity + 16 + 1;

    private protected override void Connect(PipelineBuilder builder, InlineNode<int, Note> head, SinkNode<Note> sink)
    {
        var one = new Note[1];
        builder.Counted(
            head,
            note =>
            {
                one[0] = note;
                return one;
            },
            sink,
            new() { Capacity = Capacity });
    }
}
