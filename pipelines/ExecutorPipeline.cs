using HedgeFlow.Dataflow;
using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Pipelines;

/// <summary>
/// The engine's graph, live: feed ─▶ exchange-snapshot ─▶ executor on the reader's thread; behind it the newest frame goes
/// through router-metric ─▶ risk ─▶ intel ─▶ publish, every line to the journal, entries to the shadow run.
/// </summary>
public static class ExecutorPipeline
{
    public const string Name = "executor";

    /// <summary>Builds the graph; nothing runs before <see cref="Pipeline.Start"/>.</summary>
    /// <param name="stages">What the stages do.</param>
    /// <param name="edges">Capacities.</param>
    /// <param name="options">Instance name, clock of durations, fault log.</param>
    /// <param name="journal">State of the journal edge: the alarm.</param>
    public static Pipeline<FeedItem> Build(ExecutorStages stages, ExecutorEdges edges, PipelineOptions options, out JournalGauge journal) =>
        Build(Name, PipelineMode.Live, stages, edges, options, out journal);

    internal static Pipeline<FeedItem> Build(
        string name, PipelineMode mode, ExecutorStages stages, ExecutorEdges edges, PipelineOptions options, out JournalGauge journal)
    {
        var graph = new PipelineBuilder(name, mode, options);
        var lane = new LaneOptions { Niceness = edges.Niceness };
        graph.Owned<TickFrame>(stages.Frames.Return);

        // Latency-critical: one thread, no queue. A live loop survives a faulted tick and backs off; a replay must not go on without it.
        FaultPolicy decision = mode == PipelineMode.Live ? FaultPolicy.Drop : FaultPolicy.Halt;
        var snapshot = graph.Head<FeedItem, FeedItem>(
            "exchange-snapshot", item => stages.ExchangeSnapshot.Admit(item) ? StageOutcome<FeedItem>.Ok(item) : StageOutcome<FeedItem>.Dropped("out-of-order"), decision);
        var executor = graph.Inline<FeedItem, ExecutorStep>("executor", item => stages.Executor.Process(item), decision);
        graph.Inline(snapshot, executor);

        // Telemetry: may lag, conflates, is accounted for.
        var router = graph.Stage<TickFrame>("router-metric", stages.RouterMetric, FaultPolicy.PassOn);
        var risk = graph.Stage<TickFrame>("risk", stages.Risk, FaultPolicy.PassOn);
        var intel = graph.Stage<TickFrame>("intel", stages.Intel, FaultPolicy.PassOn);
        var publish = graph.Sink<TickFrame>("publish", stages.Publish, FaultPolicy.Drop);
        graph.Latest(executor, step => step.Frame, router, new LatestOptions<TickFrame>
        {
            Merge = static (newer, older) => newer.Absorb(older),
            ReplayCapacity = edges.Replay,
            Lane = lane,
        });
        graph.Wait(router, risk, edges.Telemetry);
        graph.Wait(risk, intel, edges.Telemetry);
        graph.Wait(intel, publish, edges.Telemetry);

        // Lossless for facts.
        var append = graph.Sink<JournalRow>("append", stages.Append, FaultPolicy.Drop);
        journal = graph.Journal(executor, step => step.Rows.Span, append, new JournalOptions<JournalRow>
        {
            Bytes = stages.RowBytes,
            Derived = stages.RowIsDerived,
            SoftLimitBytes = edges.JournalSoftBytes,
            HardLimitBytes = edges.JournalHardBytes,
            Lane = lane,
        });

        // Bounded and counted: a pure run that nothing waits for.
        var shadow = graph.Sink<ShadowRequest>("shadow", stages.Shadow, FaultPolicy.Drop);
        graph.Counted(executor, step => step.Shadow.Span, shadow, new CountedOptions { Capacity = edges.Shadow, Lane = lane });

        return graph.Build(snapshot);
    }
}
