namespace HedgeFlow.Dataflow;

/// <summary>An edge on a <see cref="PipelineMap"/>.</summary>
/// <param name="From">Name of the stage it leaves.</param>
/// <param name="To">Name of the stage it leads to.</param>
/// <param name="Kind">How it behaves when full.</param>
/// <param name="Capacity">Its capacity as people read it, and what happens when it is used up; empty for a call.</param>
/// <param name="Niceness">Nice value of the lane that begins here; null when the target stays where its source runs.</param>
public sealed record MapEdge(string From, string To, EdgeKind Kind, string Capacity, int? Niceness);
