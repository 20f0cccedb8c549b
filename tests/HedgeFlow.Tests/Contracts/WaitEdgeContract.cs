using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

/// <summary>A waiting edge from the offering thread: alike in both modes.</summary>
public abstract class WaitEdgeContract : EdgeContract
{
    private const int Capacity = 8;

    private protected override bool ProducerWaits => true;

    // The queue, what the pump holds, and the block behind.
    private protected override int Room => Capacity + 16 + 1;

    private protected override void Connect(PipelineBuilder builder, InlineNode<int, Note> head, SinkNode<Note> sink) =>
        builder.Wait(head, sink, Capacity);
}
