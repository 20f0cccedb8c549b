using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>A declared stage that runs on the offering thread; see <see cref="InlineStage{TIn,TOut}"/>.</summary>
public sealed class InlineNode<TIn, TOut> : Inlet<TIn>, IInlineOutlet<TOut>, IOutletPort<TOut>
{
    private readonly StageCode<TIn, TOut> _code;
    private InlineStage<TIn, TOut>? _stage;

    internal InlineNode(PipelineBuilder builder, string name, StageCode<TIn, TOut> code, FaultPolicy policy, bool isHead)
        : base(builder, name, policy)
    {
        _code = code;
        IsHead = isHead;
    }

    internal override bool IsHead { get; }

    internal override bool IsInline => true;

    internal override bool CanPassOn => StageCode<TIn, TOut>.CanPassOn;

    internal override ITargetBlock<TIn> Target => Stage;

    internal InlineStage<TIn, TOut> Stage => _stage ?? throw new InvalidOperationException($"stage '{Name}' has not been built");

    ISourceBlock<TOut>? IOutletPort<TOut>.Source => null;

    void IOutletPort<TOut>.Add(IInlineTarget<TOut> target) => Stage.Add(target);

    internal override void Create(PipelineContext context, PipelineMeter meter, int capacity, Lane? lane)
    {
        _stage = new InlineStage<TIn, TOut>(new StageBody<TIn, TOut>(context, _code, Counters, Policy, meter), context);
        Completion = _stage.Completion;
    }
}
