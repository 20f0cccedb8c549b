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
public sealed partial class PipelineBuilder
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
}
