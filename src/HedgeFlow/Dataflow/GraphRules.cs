namespace HedgeFlow.Dataflow;

/// <summary>What a declared graph must be before anything of it is created. Every breach is one sentence; all are reported.</summary>
internal static class GraphRules
{
    public static IReadOnlyList<string> Check(PipelineBuilder builder, StageNode head)
    {
        List<string> problems = [.. builder.DeclarationProblems];
        problems.AddRange(Names(builder));
        problems.AddRange(Heads(builder, head));
        foreach (StageNode node in builder.Nodes)
        {
            problems.AddRange(Inputs(node));
            problems.AddRange(Outputs(node));
            problems.AddRange(Settings(node));
        }

        problems.AddRange(builder.Edges.SelectMany(static e => e.Problems()));
        problems.AddRange(Cycles(builder));
        return problems;
    }

    private static IEnumerable<string> Names(PipelineBuilder builder)
    {
        if (builder.Nodes.Any(static n => string.IsNullOrWhiteSpace(n.Name)))
        {
            yield return "a stage has no name";
        }

        foreach (IGrouping<string, StageNode> same in builder.Nodes.GroupBy(static n => n.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            yield return $"the name '{same.Key}' is used by {same.Count()} stages";
        }
    }

    private static IEnumerable<string> Heads(PipelineBuilder builder, StageNode head)
    {
        if (head.Builder != builder)
        {
            yield return $"the head '{head.Name}' belongs to another pipeline";
        }
        else if (!head.IsHead)
        {
            yield return $"'{head.Name}' is not declared as a head";
        }

        foreach (StageNode other in builder.Nodes.Where(n => n.IsHead && n != head))
        {
            yield return $"'{other.Name}' is a second head";
        }
    }

    private static IEnumerable<string> Inputs(StageNode node)
    {
        if (node.IsHead && node.Incoming.Count > 0)
        {
            yield return $"the head '{node.Name}' has an incoming edge from '{node.Incoming[0].From.Name}'";
        }
        else if (!node.IsHead && node.Incoming.Count == 0)
        {
            yield return $"no edge leads to '{node.Name}'";
        }
        else if (node.Incoming.Count > 1)
        {
            yield return $"fan-in: '{node.Name}' is fed by {Quoted(node.Incoming.Select(static e => e.From.Name))}; completion would follow the first";
        }

        if (node.IsInline && node.Incoming.Find(static e => e.Kind != EdgeKind.Inline) is { } queued)
        {
            yield return $"'{node.Name}' runs inline but is fed by a {queued.Kind} edge";
        }
    }

    private static IEnumerable<string> Outputs(StageNode node)
    {
        if (node.NeedsOutgoing && node.Outgoing.Count == 0)
        {
            yield return $"the output of '{node.Name}' is not linked";
        }

        // These kinds hand the whole output over, and a message has one owner.
        List<Edge> whole = node.Outgoing.FindAll(static e => e.Kind is EdgeKind.Inline or EdgeKind.Wait);
        if (whole.Count > 1)
        {
            yield return $"ambiguous fan-out: '{node.Name}' hands the same message to {Quoted(whole.Select(static e => e.To.Name))}";
        }
    }

    private static IEnumerable<string> Settings(StageNode node)
    {
        if (node.Policy.Then == FaultAction.PassOn && !node.CanPassOn)
        {
            yield return $"'{node.Name}' cannot pass a faulted message on: its output is not its input";
        }

        if (node.HeadCapacity is { } capacity and < 1)
        {
            yield return $"the queue of '{node.Name}' has capacity {capacity}; it needs at least 1";
        }
    }

    private static IEnumerable<string> Cycles(PipelineBuilder builder)
    {
        var done = new HashSet<StageNode>();
        foreach (StageNode start in builder.Nodes)
        {
            List<StageNode> path = [];
            if (FindCycle(start, path, done) is { } repeated)
            {
                IEnumerable<string> names = path.SkipWhile(n => n != repeated).Append(repeated).Select(static n => n.Name);
                yield return $"cycle: {string.Join(" → ", names)}";
            }
        }
    }

    private static StageNode? FindCycle(StageNode node, List<StageNode> path, HashSet<StageNode> done)
    {
        if (path.Contains(node))
        {
            return node;
        }

        if (!done.Add(node))
        {
            return null;
        }

        path.Add(node);
        foreach (Edge edge in node.Outgoing)
        {
            if (FindCycle(edge.To, path, done) is { } repeated)
            {
                return repeated;
            }
        }

        path.RemoveAt(path.Count - 1);
        return null;
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(" and ", names.Select(static n => $"'{n}'"));
}
