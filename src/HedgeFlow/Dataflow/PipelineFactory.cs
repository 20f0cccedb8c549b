namespace HedgeFlow.Dataflow;

/// <summary>Creates the running graph of a checked builder: stages from the end to the head, then the edges in the same order.</summary>
internal static class PipelineFactory
{
    public static Pipeline<TIn> Create<TIn>(PipelineBuilder builder, Inlet<TIn> head)
    {
        // Blocks and links keep the context they were made under: an AsyncLocal of whoever builds must not live in them.
        bool alreadySuppressed = ExecutionContext.IsFlowSuppressed();
        AsyncFlowControl flow = alreadySuppressed ? default : ExecutionContext.SuppressFlow();
        try
        {
            return CreateSuppressed(builder, head);
        }
        finally
        {
            if (!alreadySuppressed)
            {
                flow.Undo();
            }
        }
    }

    private static Pipeline<TIn> CreateSuppressed<TIn>(PipelineBuilder builder, Inlet<TIn> head)
    {
        var context = new PipelineContext(builder.Name, builder.Mode, builder.Options, builder.Releases);
        List<StageNode> order = Order(head);
        var counters = builder.Nodes.Select(static n => n.Counters).ToArray();
        var meter = new PipelineMeter(builder.Name, builder.Options.Instance, counters, builder.Journals);
        Dictionary<StageNode, Lane> laneOf = Lanes(order, context);
        foreach (IGrouping<Lane, KeyValuePair<StageNode, Lane>> stages in laneOf.GroupBy(static pair => pair.Value))
        {
            stages.Key.IsDirect = stages.All(static pair => pair.Key.CanBeCalled);
        }

        for (int i = order.Count - 1; i >= 0; i--)
        {
            StageNode node = order[i];
            Lane? lane = laneOf.GetValueOrDefault(node);
            int capacity = node.HeadCapacity ?? (node.Incoming.Count == 0 ? 0 : node.Incoming[0].BlockCapacity(builder.Mode));
            node.Create(context, meter, capacity, lane);
            if (!node.IsInline)
            {
                lane?.Add(node.Completion);
            }

            foreach (Edge edge in node.Outgoing)
            {
                edge.Connect(context);
            }
        }

        return new Pipeline<TIn>(builder, head, context, meter, order, [.. laneOf.Values.Distinct()]);
    }

    private static List<StageNode> Order(StageNode head)
    {
        List<StageNode> order = [head];
        for (int i = 0; i < order.Count; i++)
        {
            order.AddRange(order[i].Outgoing.Select(static e => e.To));
        }

        return order;
    }

    /// <summary>A lane begins at an edge that leaves the inline side and carries every stage reached from there.</summary>
    private static Dictionary<StageNode, Lane> Lanes(List<StageNode> order, PipelineContext context)
    {
        var lanes = new Dictionary<StageNode, Lane>();
        foreach (StageNode node in order)
        {
            foreach (Edge edge in node.Outgoing)
            {
                if (edge.Lane is { } options)
                {
                    lanes[edge.To] = new Lane($"{context.Pipeline}/{edge.To.Name}", options, context);
                }
                else if (lanes.TryGetValue(node, out Lane? lane))
                {
                    lanes[edge.To] = lane;
                }
            }
        }

        return lanes;
    }
}
