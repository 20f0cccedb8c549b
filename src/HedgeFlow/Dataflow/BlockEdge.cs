using System.Globalization;
using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>A waiting link between two blocks.</summary>
internal sealed class BlockEdge<T>(StageNode from, Inlet<T> to, int capacity, Func<ISourceBlock<T>> source)
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
        source().LinkTo(to.Target, new DataflowLinkOptions { PropagateCompletion = true });
    }
}
