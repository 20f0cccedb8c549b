using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>A declared stage that takes messages of type <typeparamref name="T"/>.</summary>
public abstract class Inlet<T> : StageNode
{
    private protected Inlet(PipelineBuilder builder, string name, FaultPolicy policy)
        : base(builder, name, policy)
    {
    }

    internal abstract ITargetBlock<T> Target { get; }
}
