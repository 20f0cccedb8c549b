namespace HedgeFlow.Dataflow;

/// <summary>An edge that leaves the inline side: a tap on the producer's thread, a buffer, a pump on the lane of the target.</summary>
internal sealed class LaneEdge<TOut, T>(StageNode from, Inlet<T> to, EdgeKind kind, LaneOptions lane) : Edge(from, to, kind)
{
    /// <summary>Adds the tap to the source stage.</summary>
    public required Action<IInlineTarget<TOut>> Add { get; init; }

    public required Func<EdgeBuffer<T>, PipelineContext, IInlineTarget<TOut>> Tap { get; init; }

    public required Func<PipelineContext, EdgeBuffer<T>> Buffer { get; init; }

    public required Func<PipelineMode, string> Description { get; init; }

    /// <summary>Room of the block behind the buffer: 1 where a waiting message should be replaceable, more where a turn should be long.</summary>
    public required int Turn { get; init; }

    /// <summary>As <see cref="Turn"/>, in replay.</summary>
    public int? ReplayTurn { get; init; }

    public IEnumerable<string> SettingsProblems { get; init; } = [];

    public override LaneOptions? Lane => lane;

    public override int BlockCapacity(PipelineMode mode) => mode == PipelineMode.Replay ? ReplayTurn ?? Math.Max(Turn, 16) : Turn;

    public override string Describe(PipelineMode mode) => Description(mode);

    public override IEnumerable<string> Problems()
    {
        foreach (string problem in SettingsProblems)
        {
            yield return $"the edge {From.Name} → {To.Name}: {problem}";
        }

        if (lane.Niceness is < 0 or > 19)
        {
            yield return $"the edge {From.Name} → {To.Name}: niceness {lane.Niceness} is outside 0..19";
        }

        if (lane.PollInterval <= TimeSpan.Zero || lane.IdlePollInterval < lane.PollInterval)
        {
            yield return $"the edge {From.Name} → {To.Name}: the poll interval must be above zero and not above the idle poll interval";
        }
    }

    public override void Connect(PipelineContext context)
    {
        EdgeBuffer<T> buffer = Buffer(context);
        buffer.Lane = To.Lane;
        To.Counters.Fill = () => buffer.Fill;
        To.Lane!.Add(to.Direct is { } stage ? new DirectPump<T>(buffer, stage) : new EdgePump<T>(buffer, to.Target, context));
        Add(Tap(buffer, context));
    }
}
