using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Contracts;

/// <summary>Bounded by bytes, facts never lost; in replay it waits.</summary>
public abstract class JournalEdgeContract : EdgeContract
{
    private const int Bytes = 100;
    private const int SoftLimitMessages = 8;

    private protected override bool ProducerWaits => Mode == PipelineMode.Replay;

    private protected override int Room => SoftLimitMessages + 64 + 1;

    private protected override void Connect(PipelineBuilder builder, InlineNode<int, Note> head, SinkNode<Note> sink)
    {
        var one = new Note[1];
        builder.Journal(
            head,
            note =>
            {
                one[0] = note;
                return one;
            },
            sink,
            new() { Bytes = static _ => Bytes, SoftLimitBytes = SoftLimitMessages * Bytes, HardLimitBytes = 2 * SoftLimitMessages * Bytes });
    }
}
