namespace HedgeFlow.Dataflow;

/// <summary>A stage as declared in a <see cref="PipelineBuilder"/>.</summary>
public abstract class StageNode
{
    private protected StageNode(PipelineBuilder builder, string name, FaultPolicy policy)
    {
        Builder = builder;
        Name = name;
        Policy = policy;
        Counters = new StageCounters(name);
    }

    /// <summary>Name of the stage, unique in its pipeline.</summary>
    public string Name { get; }

    /// <summary>What the engine does when the stage faults.</summary>
    public FaultPolicy Policy { get; }

    internal PipelineBuilder Builder { get; }

    internal StageCounters Counters { get; }

    internal List<Edge> Incoming { get; } = [];

    internal List<Edge> Outgoing { get; } = [];

    internal virtual bool IsInline => false;

    /// <summary>True for the stage that messages are offered to.</summary>
    internal virtual bool IsHead => false;

    /// <summary>Capacity of a head's own queue; null for every other stage, whose capacity is its edge's.</summary>
    internal virtual int? HeadCapacity => null;

    internal virtual bool NeedsOutgoing => true;

    internal virtual bool CanPassOn => true;

    /// <summary>True when a lane can run the stage by calling it: it returns when it is done.</summary>
    internal virtual bool CanBeCalled => false;

    /// <summary>Completes when the stage has finished; set by <see cref="Create"/>.</summary>
    internal Task Completion { get; private protected set; } = Task.CompletedTask;

    /// <summary>Lane the stage runs on; null = the offering thread or the pool.</summary>
    internal Lane? Lane { get; private protected set; }

    internal abstract void Create(PipelineContext context, PipelineMeter meter, int capacity, Lane? lane);
}
