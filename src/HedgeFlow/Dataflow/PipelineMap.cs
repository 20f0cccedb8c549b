namespace HedgeFlow.Dataflow;

/// <summary>A picture of a built graph: every stage, every edge with its kind and capacity. The same graph always gives the same text.</summary>
/// <param name="Pipeline">Name of the pipeline.</param>
/// <param name="Mode">Live or replay: edges behave differently.</param>
/// <param name="Stages">The stages from the head on, level by level.</param>
/// <param name="Edges">The edges, in the order in which their stages are listed.</param>
public sealed record PipelineMap(string Pipeline, PipelineMode Mode, IReadOnlyList<MapStage> Stages, IReadOnlyList<MapEdge> Edges)
{
    /// <summary>A Mermaid flow chart.</summary>
    public string ToMermaid() => MermaidMap.Render(this);

    /// <summary>Box-drawing text for a terminal, at most 100 columns wide as long as a single stage and its edge fit in there.</summary>
    public string ToText() => TextMap.Render(this);

    internal static PipelineMap Of(string pipeline, PipelineMode mode, IReadOnlyList<StageNode> stages) => new(
        pipeline,
        mode,
        [.. stages.Select(static s => new MapStage(s.Name, s.IsInline, s.HeadCapacity, s.Policy))],
        [.. stages.SelectMany(s => s.Outgoing).Select(e => new MapEdge(e.From.Name, e.To.Name, e.Kind, e.Describe(mode), e.Lane?.Niceness))]);

    internal IEnumerable<MapEdge> From(string stage) => Edges.Where(e => string.Equals(e.From, stage, StringComparison.Ordinal));
}
