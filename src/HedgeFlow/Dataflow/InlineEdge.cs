namespace HedgeFlow.Dataflow;

/// <summary>A call from one inline stage to the next.</summary>
internal sealed class InlineEdge<T>(StageNode from, StageNode to, Action<IInlineTarget<T>> add, Func<IInlineTarget<T>> target)
    : Edge(from, to, EdgeKind.Inline)
{
    public override int BlockCapacity(PipelineMode mode) => 0;

    public override string Describe(PipelineMode mode) => "";

    public override void Connect(PipelineContext context) => add(target());
}
