namespace HedgeFlow.Dataflow;

/// <summary>An edge as declared.</summary>
internal abstract class Edge(StageNode from, StageNode to, EdgeKind kind)
{
    public StageNode From => from;

    public StageNode To => to;

    public EdgeKind Kind => kind;

    /// <summary>Options of the lane that begins at this edge; null when the target stays on the lane or thread of its source.</summary>
    public virtual LaneOptions? Lane => null;

    /// <summary>Capacity of the block behind the edge, or 0 when there is none.</summary>
    public abstract int BlockCapacity(PipelineMode mode);

    /// <summary>What the map says about capacity and what happens when it is used up.</summary>
    public abstract string Describe(PipelineMode mode);

    /// <summary>Settings that make no sense, as sentences.</summary>
    public virtual IEnumerable<string> Problems() => [];

    /// <summary>Connects the two created stages.</summary>
    public abstract void Connect(PipelineContext context);
}
