using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>A declared stage at which messages end: the engine releases them when it is done. One message at a time, in order.</summary>
public sealed class SinkNode<T> : Inlet<T>
{
    private readonly StageCode<T, T> _code;
    private ITargetBlock<T>? _block;
    private InlineStage<T, T>? _stage;

    internal SinkNode(PipelineBuilder builder, string name, StageCode<T, T> code, FaultPolicy policy)
        : base(builder, name, policy) => _code = code;

    internal override bool NeedsOutgoing => false;

    internal override bool CanPassOn => false;

    internal override bool CanBeCalled => !_code.IsAsync;

    internal override ILaneTarget<T>? Direct => _stage;

    internal override ITargetBlock<T> Target => _block ?? throw new InvalidOperationException($"stage '{Name}' has not been built");

    internal override void Create(PipelineContext context, PipelineMeter meter, int capacity, Lane? lane)
    {
        var body = new StageBody<T, T>(context, _code, Counters, Policy, meter);
        _stage = lane is { IsDirect: true } ? new InlineStage<T, T>(body, context) : null;
        _block = _stage ?? StageBlock.Sink(body, capacity, lane);
        Completion = _block.Completion;
        Lane = lane;
    }
}
