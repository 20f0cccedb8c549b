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

    /// <summary>The same stage where its lane calls it; null where it has a queue of its own. Known once it is created.</summary>
    internal virtual ILaneTarget<T>? Direct => null;
}
