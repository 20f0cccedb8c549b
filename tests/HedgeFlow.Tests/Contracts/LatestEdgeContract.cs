using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

/// <summary>Newest wins and carries the older ones with it; in replay it waits.</summary>
public abstract class LatestEdgeContract : EdgeContract
{
    private const int ReplayCapacity = 8;

    private protected override bool ProducerWaits => Mode == PipelineMode.Replay;

    private protected override int Room => ReplayCapacity + 1 + 1;

    private protected override void Connect(PipelineBuilder builder, InlineNode<int, Note> head, SinkNode<Note> sink) =>
        builder.Latest(
            head,
            static note => note,
            sink,
            new() { Merge = static (newer, older) => newer.Absorb(older), ReplayCapacity = ReplayCapacity });
}
