using System.Globalization;

namespace HedgeFlow.Dataflow;

/// <summary>
/// Declares a graph of stages and edges and builds it: the only way to get TPL blocks. Declarations only record; <see cref="Build"/>
/// checks everything at once, then creates blocks from the last stage to the head without capturing the caller's execution context.
/// </summary>
/// <remarks>
/// A stage has one incoming edge. A stage on the offering thread (a head or an inline stage) may feed several edges, each
/// with the part of its output that the edge selects; a stage behind a queue has one outgoing <see cref="Wait"/> edge.
/// In <see cref="PipelineMode.Replay"/> every edge waits instead of replacing or dropping.
/// </remarks>
/// <example>
/// The executor's topology; <c>Turn</c> is the executor's reused result of one feed record.
/// <code>
/// var b = new PipelineBuilder("executor", mode, new PipelineOptions { Instance = book, OnFault = log.StageFaulted });
/// b.Owned&lt;TickFrame&gt;(frames.Return);
///
/// var snapshot = b.Head&lt;FeedRecord, SnapshotTurn&gt;("exchange-snapshot", exchangeSnapshot.Process);
/// var executor = b.Inline&lt;SnapshotTurn, Turn&gt;("executor", executorStage.Process);
/// var router   = b.Stage&lt;TickFrame&gt;("router-metric", routerMetric.Process, FaultPolicy.PassOn);
/// var risk     = b.Stage&lt;TickFrame&gt;("risk", riskStage.Process, FaultPolicy.PassOn);
/// var intel    = b.Stage&lt;TickFrame&gt;("intel", intelStage.Process, FaultPolicy.PassOn);
/// var publish  = b.Sink&lt;TickFrame&gt;("publish", publishStage.Process, FaultPolicy.Drop);
/// var append   = b.Sink&lt;JournalLine&gt;("append", journal.Append, FaultPolicy.Retry(2));
/// var shadow   = b.Sink&lt;ShadowCase&gt;("shadow", shadowStage.Process, FaultPolicy.Drop);
///
/// b.Inline(snapshot, executor);
/// b.Latest(executor, turn => turn.Frame, router, new() { Merge = static (newer, older) => newer.Absorb(older) });
/// JournalGauge gauge = b.Journal(executor, turn => turn.Lines.Span, append, new() { Bytes = static line => line.Bytes, OnSaturation = alarm.Set });
/// b.Counted(executor, turn => turn.Shadows.Span, shadow, new() { Capacity = 1024 });
/// b.Wait(router, risk, capacity: 16);
/// b.Wait(risk, intel, capacity: 16);
/// b.Wait(intel, publish, capacity: 16);
///
/// await using Pipeline&lt;FeedRecord&gt; pipeline = b.Build(snapshot);
/// pipeline.Start();
/// while (reader.TryRead(out FeedRecord record) &amp;&amp; pipeline.Offer(record)) { }
/// bool drained = await pipeline.DrainAsync(TimeSpan.FromSeconds(5));
/// PipelineReport report = pipeline.Report();
/// </code>
/// </example>
public sealed class PipelineBuilder
{
    private readonly List<StageNode> _nodes = [];
    private readonly List<Edge> _edges = [];
    private readonly List<string> _problems = [];
    private readonly List<KeyValuePair<string, JournalGauge>> _journals = [];
    private readonly Dictionary<Type, Delegate> _releases = [];
    private bool _built;

    public PipelineBuilder(string name, PipelineMode mode = PipelineMode.Live, PipelineOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Mode = mode;
        Options = options ?? PipelineOptions.Default;
    }

    public string Name { get; }

    public PipelineMode Mode { get; }

    public PipelineOptions Options { get; }

    internal IReadOnlyList<StageNode> Nodes => _nodes;

    internal IReadOnlyList<Edge> Edges => _edges;

    internal IReadOnlyList<string> DeclarationProblems => _problems;

    internal IReadOnlyList<KeyValuePair<string, JournalGauge>> Journals => _journals;

    internal Dictionary<Type, Delegate> Releases => _releases;

    /// <summary>
    /// Makes the engine the last owner of messages of type <typeparamref name="T"/>: <paramref name="release"/> is called once for each that
    /// ends, be it replaced, dropped, consumed by a sink or turned into something else. From any thread of the pipeline.
    /// </summary>
    public void Owned<T>(Action<T> release)
    {
        ArgumentNullException.ThrowIfNull(release);
        if (!_releases.TryAdd(typeof(T), release))
        {
            _problems.Add($"messages of type {typeof(T).Name} have two releases");
        }
    }

    /// <summary>The first stage, run on the offering thread.</summary>
    public InlineNode<TIn, TOut> Head<TIn, TOut>(string name, Func<TIn, TOut> process, FaultPolicy? policy = null) =>
        Head(name, Valued(process), policy);

    /// <inheritdoc cref="Head{TIn,TOut}(string,Func{TIn,TOut},FaultPolicy?)"/>
    public InlineNode<TIn, TOut> Head<TIn, TOut>(string name, Func<TIn, StageOutcome<TOut>> process, FaultPolicy? policy = null) =>
        Declare(new InlineNode<TIn, TOut>(this, name, new(Checked(process), hasOutput: true), policy ?? FaultPolicy.Halt, isHead: true));

    /// <summary>The first stage behind a bounded queue: <see cref="Pipeline{TIn}.OfferAsync"/> waits for room. For pipelines without a hot path.</summary>
    public BlockNode<TIn, TOut> QueuedHead<TIn, TOut>(string name, int capacity, Func<TIn, TOut> process, FaultPolicy? policy = null) =>
        QueuedHead(name, capacity, Valued(process), policy);

    /// <inheritdoc cref="QueuedHead{TIn,TOut}(string,int,Func{TIn,TOut},FaultPolicy?)"/>
    public BlockNode<TIn, TOut> QueuedHead<TIn, TOut>(
        string name,
        int capacity,
        Func<TIn, StageOutcome<TOut>> process,
        FaultPolicy? policy = null) =>
        Declare(new BlockNode<TIn, TOut>(this, name, new(Checked(process), hasOutput: true), policy ?? FaultPolicy.Halt, capacity));

    /// <summary>A further stage on the offering thread.</summary>
    public InlineNode<TIn, TOut> Inline<TIn, TOut>(string name, Func<TIn, TOut> process, FaultPolicy? policy = null) =>
        Inline(name, Valued(process), policy);

    /// <inheritdoc cref="Inline{TIn,TOut}(string,Func{TIn,TOut},FaultPolicy?)"/>
    public InlineNode<TIn, TOut> Inline<TIn, TOut>(string name, Func<TIn, StageOutcome<TOut>> process, FaultPolicy? policy = null) =>
        Declare(new InlineNode<TIn, TOut>(this, name, new(Checked(process), hasOutput: true), policy ?? FaultPolicy.Halt, isHead: false));

    /// <summary>A stage behind a queue that adds to the message and passes the same one on.</summary>
    public BlockNode<T, T> Stage<T>(string name, Action<T> process, FaultPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Stage<T, T>(
            name,
            message =>
            {
                process(message);
                return StageOutcome<T>.Ok(message);
            },
            policy);
    }

    /// <summary>A stage behind a queue.</summary>
    public BlockNode<TIn, TOut> Stage<TIn, TOut>(string name, Func<TIn, TOut> process, FaultPolicy? policy = null) =>
        Stage(name, Valued(process), policy);

    /// <inheritdoc cref="Stage{TIn,TOut}(string,Func{TIn,TOut},FaultPolicy?)"/>
    public BlockNode<TIn, TOut> Stage<TIn, TOut>(string name, Func<TIn, StageOutcome<TOut>> process, FaultPolicy? policy = null) =>
        Declare(new BlockNode<TIn, TOut>(this, name, new(Checked(process), hasOutput: true), policy ?? FaultPolicy.Halt));

    /// <summary>A stage that waits for input or output of its own. The token is the pipeline's.</summary>
    public BlockNode<TIn, TOut> StageAsync<TIn, TOut>(
        string name,
        Func<TIn, CancellationToken, ValueTask<StageOutcome<TOut>>> process,
        FaultPolicy? policy = null) =>
        Declare(new BlockNode<TIn, TOut>(this, name, new(Checked(process), hasOutput: true), policy ?? FaultPolicy.Halt));

    /// <summary>A stage at which messages end.</summary>
    public SinkNode<T> Sink<T>(string name, Action<T> process, FaultPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Sink<T>(
            name,
            message =>
            {
                process(message);
                return StageOutcome<T>.Ok(message);
            },
            policy);
    }

    /// <inheritdoc cref="Sink{T}(string,Action{T},FaultPolicy?)"/>
    public SinkNode<T> Sink<T>(string name, Func<T, StageOutcome<T>> process, FaultPolicy? policy = null) =>
        Declare(new SinkNode<T>(this, name, new(Checked(process), hasOutput: false), policy ?? FaultPolicy.Halt));

    /// <summary>A sink that waits for input or output of its own. The token is the pipeline's.</summary>
    public SinkNode<T> SinkAsync<T>(string name, Func<T, CancellationToken, ValueTask> process, FaultPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Declare(new SinkNode<T>(this, name, new(RunAsync, hasOutput: false), policy ?? FaultPolicy.Halt));

        async ValueTask<StageOutcome<T>> RunAsync(T message, CancellationToken token)
        {
            await process(message, token).ConfigureAwait(true);
            return StageOutcome<T>.Ok(message);
        }
    }

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
            Declare(new BlockEdge<T>(source, to, capacity, () => port.Source!));
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
                : new WaitQueue<T>(to.Counters, context, o.ReplayCapacity, null),
            Description = mode => mode == PipelineMode.Replay ? Text(o.ReplayCapacity) : o.Merge is null ? "1, replaces" : "1, merges",
            Turn = 1,
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
                ? ByteSize.Render(options.SoftLimitBytes)
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
            Description = _ => Text(o.Capacity),
            Turn = Math.Clamp(o.Capacity, 1, 64),
            SettingsProblems = AtLeastOne(o.Capacity, "capacity"),
        });
    }

    /// <summary>Checks the declarations and creates the graph. The result is not running yet.</summary>
    /// <exception cref="PipelineBuildException">The graph is not sound; carries every problem.</exception>
    public Pipeline<TIn> Build<TIn>(Inlet<TIn> head)
    {
        ArgumentNullException.ThrowIfNull(head);
        IReadOnlyList<string> problems = GraphRules.Check(this, head);
        if (problems.Count > 0)
        {
            throw new PipelineBuildException(Name, problems);
        }

        if (_built)
        {
            throw new InvalidOperationException($"pipeline '{Name}' has been built already");
        }

        _built = true;
        return PipelineFactory.Create(this, head);
    }

    private static Func<TIn, StageOutcome<TOut>> Valued<TIn, TOut>(Func<TIn, TOut> process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return message => StageOutcome<TOut>.Ok(process(message));
    }

    private static T Checked<T>(T process)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(process);
        return process;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string[] AtLeastOne(int number, string what) => number < 1 ? [$"the {what} is {number}; it must be at least 1"] : [];

    private TNode Declare<TNode>(TNode node)
        where TNode : StageNode
    {
        _nodes.Add(node);
        return node;
    }

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
