using System.Globalization;

namespace HedgeFlow.Dataflow;

/// <content>The declarations of edges.</content>
public sealed partial class PipelineBuilder
{
    /// <summary>A plain call: <paramref name="to"/> runs on the offering thread, directly after <paramref name="from"/>.</summary>
    public void Inline<TOut, TNext>(IInlineOutlet<TOut> from, InlineNode<TOut, TNext> to)
    {
        if (Ends(from, to) is { } source)
        {
            Declare(new InlineEdge<TOut>(source, to, ((IOutletPort<TOut>)from).Add, () => to.Stage));
        }
    }

    /// <summary>Bounded; waits. From an inline stage it is the offering thread that waits, in both modes.</summary>
    public void Wait<T>(IOutlet<T> from, Inlet<T> to, int capacity, LaneOptions? lane = null)
    {
        if (Ends(from, to) is not { } source)
        {
            return;
        }

        var port = (IOutletPort<T>)from;
        if (!source.IsInline)
        {
            Declare(new BlockEdge<T>(source, to, capacity, port));
            return;
        }

        Declare(new LaneEdge<T, T>(source, to, EdgeKind.Wait, lane ?? LaneOptions.Default)
        {
            Add = port.Add,
            Tap = static (buffer, context) => new Tap<T, T>(static message => message, buffer, context),
            Buffer = context => new WaitQueue<T>(to.Counters, context, capacity, null),
            Description = _ => Text(capacity),
            Turn = Math.Clamp(capacity, 1, 64),
            SettingsProblems = AtLeastOne(capacity, "capacity"),
        });
    }

    /// <summary>Newest wins; see <see cref="EdgeKind.Latest"/>. <paramref name="select"/> returns null when an output has nothing for this edge.</summary>
    public void Latest<TOut, T>(IInlineOutlet<TOut> from, Func<TOut, T?> select, Inlet<T> to, LatestOptions<T>? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(select);
        if (Ends(from, to) is not { } source)
        {
            return;
        }

        LatestOptions<T> o = options ?? new LatestOptions<T>();
        Declare(new LaneEdge<TOut, T>(source, to, EdgeKind.Latest, o.Lane)
        {
            Add = ((IOutletPort<TOut>)from).Add,
            Tap = (buffer, context) => new Tap<TOut, T>(select, buffer, context),
            Buffer = context => Mode == PipelineMode.Live
                ? new LatestSlot<T>(to.Counters, context, o.Merge)
                : new WaitQueue<T>(to.Counters, context, o.ReplayCapacity, null, wakeAt: o.ReplayCapacity / 2),
            Description = mode => mode == PipelineMode.Replay ? $"{Text(o.ReplayCapacity)}, waits" : o.Merge is null ? "1, replaces" : "1, merges",
            Turn = 1,
            // One message passes the whole lane before the next is taken, as live: what a later stage made of a message is
            // there when an earlier stage takes the next one, in every run of the same recording.
            ReplayTurn = 1,
            SettingsProblems = AtLeastOne(o.ReplayCapacity, "replay capacity"),
        });
    }

    /// <summary>Bounded by bytes, never silently lossy; see <see cref="EdgeKind.Journal"/>.</summary>
    /// <returns>The state of the edge, for the alarm and for refusing new work while it is saturated.</returns>
    public JournalGauge Journal<TOut, T>(IInlineOutlet<TOut> from, Many<TOut, T> select, Inlet<T> to, JournalOptions<T> options)
    {
        ArgumentNullException.ThrowIfNull(select);
        ArgumentNullException.ThrowIfNull(options);
        var gauge = new JournalGauge();
        if (Ends(from, to) is not { } source)
        {
            return gauge;
        }

        _journals.Add(new(to.Name, gauge));
        Declare(new LaneEdge<TOut, T>(source, to, EdgeKind.Journal, options.Lane)
        {
            Add = ((IOutletPort<TOut>)from).Add,
            Tap = (buffer, context) => new ManyTap<TOut, T>(select, buffer, context),
            Buffer = context => Mode == PipelineMode.Live
                ? new JournalQueue<T>(to.Counters, context, options, gauge)
                : new WaitQueue<T>(to.Counters, context, options.SoftLimitBytes, options.Bytes),
            Description = mode => mode == PipelineMode.Replay
                ? $"{ByteSize.Render(options.SoftLimitBytes)}, waits"
                : $"{ByteSize.Render(options.SoftLimitBytes)} soft, {ByteSize.Render(options.HardLimitBytes)} hard",
            Turn = 64,
            SettingsProblems = options.SoftLimitBytes < 1 || options.HardLimitBytes < options.SoftLimitBytes
                ? ["the soft limit must be above zero and not above the hard limit"]
                : [],
        });
        return gauge;
    }

    /// <summary>Bounded, overflow dropped and counted; see <see cref="EdgeKind.Counted"/>.</summary>
    public void Counted<TOut, T>(IInlineOutlet<TOut> from, Many<TOut, T> select, Inlet<T> to, CountedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(select);
        if (Ends(from, to) is not { } source)
        {
            return;
        }

        CountedOptions o = options ?? new CountedOptions();
        Declare(new LaneEdge<TOut, T>(source, to, EdgeKind.Counted, o.Lane)
        {
            Add = ((IOutletPort<TOut>)from).Add,
            Tap = (buffer, context) => new ManyTap<TOut, T>(select, buffer, context),
            Buffer = context => Mode == PipelineMode.Live
                ? new CountedQueue<T>(to.Counters, context, o.Capacity)
                : new WaitQueue<T>(to.Counters, context, o.Capacity, null),
            Description = mode => $"{Text(o.Capacity)}, {(mode == PipelineMode.Replay ? "waits" : "drops")}",
            Turn = Math.Clamp(o.Capacity, 1, 64),
            SettingsProblems = AtLeastOne(o.Capacity, "capacity"),
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string[] AtLeastOne(int number, string what) => number < 1 ? [$"the {what} is {number}; it must be at least 1"] : [];

    private void Declare(Edge edge)
    {
        _edges.Add(edge);
        edge.From.Outgoing.Add(edge);
        edge.To.Incoming.Add(edge);
    }

    /// <summary>The source's node; null, with the problem noted, when an end is not a stage of this builder.</summary>
    private StageNode? Ends<T>(IOutlet<T> from, StageNode to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from is not StageNode source || source.Builder != this || to.Builder != this)
        {
            _problems.Add($"an edge to '{to.Name}' joins stages of different pipelines");
            return null;
        }

        return source;
    }
}
