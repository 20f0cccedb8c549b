using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>A declared stage with a queue of its own on the pool, or called by its lane. One message at a time, in order.</summary>
public sealed class BlockNode<TIn, TOut> : Inlet<TIn>, IOutletPort<TOut>
{
    private readonly StageCode<TIn, TOut> _code;
    private IPropagatorBlock<TIn, TOut>? _block;
    private InlineStage<TIn, TOut>? _stage;

    internal BlockNode(PipelineBuilder builder, string name, StageCode<TIn, TOut> code, FaultPolicy policy, int? headCapacity = null)
        : base(builder, name, policy)
    {
        _code = code;
        HeadCapacity = headCapacity;
    }

    internal override bool IsHead => HeadCapacity is not null;

    internal override int? HeadCapacity { get; }

    internal override bool CanPassOn => StageCode<TIn, TOut>.CanPassOn;

    internal override bool CanBeCalled => !_code.IsAsync && !IsHead;

    internal override ILaneTarget<TIn>? Direct => _stage;

    internal override ITargetBlock<TIn> Target => Block;

    internal IPropagatorBlock<TIn, TOut> Block => _block ?? throw new InvalidOperationException($"stage '{Name}' has not been built");

    ISourceBlock<TOut>? IOutletPort<TOut>.Source => Block;

    void IOutletPort<TOut>.Add(IInlineTarget<TOut> target) => (_stage ?? throw new NotSupportedException("a block has no inline consumers")).Add(target);

    internal override void Create(PipelineContext context, PipelineMeter meter, int capacity, Lane? lane)
    {
        var body = new StageBody<TIn, TOut>(context, _code, Counters, Policy, meter, countsIn: IsHead);
        Lane = lane;
        if (lane is { IsDirect: true })
        {
            _block = _stage = new InlineStage<TIn, TOut>(body, context);
        }
        else
        {
            TransformManyBlock<TIn, TOut> block = StageBlock.Transform(body, Outgoing[0].To.Counters, capacity, lane);
            if (IsHead)
            {
                Counters.Queued = () => block.InputCount;
            }

            _block = block;
        }

        Completion = _block.Completion;
    }
}
