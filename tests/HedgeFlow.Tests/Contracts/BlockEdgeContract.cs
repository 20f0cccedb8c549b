using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

/// <summary>A waiting link between two blocks.</summary>
public abstract class BlockEdgeContract : EdgeContract
{
    private const int Capacity = 8;

    private protected override bool ProducerWaits => true;

    // Queue and block of the first stage, what the pump holds, block of the sink.
    private protected override int Room => Capacity + 16 + 1 + Capacity;

    private protected override void Connect(PipelineBuilder builder, InlineNode<int, Note> head, SinkNode<Note> sink)
    {
        BlockNode<Note, Note> middle = builder.Stage<Note>("middle", static _ => { });
        builder.Wait(head, middle, Capacity);
        builder.Wait(middle, sink, Capacity);
    }
}
