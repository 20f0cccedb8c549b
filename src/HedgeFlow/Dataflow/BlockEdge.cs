using System.Globalization;
using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>A waiting link between two blocks; on a lane whose stages call each other, the call from one to the next.</summary>
internal sealed class BlockEdge<T>(StageNode from, Inlet<T> to, int capacity, IOutletPort<T> source)
    : Edge(from, to, EdgeKind.Wait)
{
    public override int BlockCapacity(PipelineMode mode) => capacity;

    public override string Describe(PipelineMode mode) => capacity.ToString(CultureInfo.InvariantCulture);

    public override IEnumerable<string> Problems() =>
        capacity < 1 ? [$"the edge {From.Name} → {To.Name} has capacity {capacity}; it needs at least 1"] : [];

    public override void Connect(PipelineContext context)
    {
        StageCounters counters = To.Counters;
        counters.Fill = () => counters.Depth / (double)capacity;
        if (to.Direct is { } next)
        {
            source.Add(next);
        }
        else
        {
            source.Source!.LinkTo(to.Target, new DataflowLinkOptions { PropagateCompletion = true });
        }
    }
}
