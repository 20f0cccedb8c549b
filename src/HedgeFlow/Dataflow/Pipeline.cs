namespace HedgeFlow.Dataflow;

/// <summary>A built graph. Start it, offer to it, complete or drain it, read its counters. Members are safe from any thread.</summary>
public abstract class Pipeline : IAsyncDisposable
{
    private readonly PipelineContext _context;
    private readonly PipelineMeter _meter;
    private readonly IReadOnlyList<StageNode> _stages;
    private readonly IReadOnlyList<Lane> _lanes;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _onStop;
    private int _started;

    private protected Pipeline(
        PipelineBuilder builder,
        PipelineContext context,
        PipelineMeter meter,
        IReadOnlyList<StageNode> stages,
        IReadOnlyList<Lane> lanes)
    {
        Name = builder.Name;
        Mode = builder.Mode;
        _context = context;
        _meter = meter;
        _stages = stages;
        _lanes = lanes;
        Map = PipelineMap.Of(builder.Name, builder.Mode, stages);
        StageCounters = [.. builder.Nodes.Select(static n => n.Counters)];
    }

    public string Name { get; }

    public PipelineMode Mode { get; }

    /// <summary>A picture of the graph.</summary>
    public PipelineMap Map { get; }

    /// <summary>Counters of every stage, in the order of declaration. Live: take a snapshot of each when needed.</summary>
    public IReadOnlyList<StageCounters> StageCounters { get; }

    /// <summary>
    /// Completes when every stage has finished. Faults with the first root cause if a stage halted the pipeline, or with an
    /// <see cref="InvalidOperationException"/> if messages are unaccounted for; is cancelled if it was stopped.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>The first root cause, known before <see cref="Completion"/> has waited for the other stages; null while all is well.</summary>
    public Exception? FirstFault => _context.Fault;

    /// <summary>Lanes that run at ordinary priority because the system refused the nice value.</summary>
    public int RefusedNiceness => _lanes.Count(static l => l.NiceRefused);

    private protected PipelineContext Context => _context;

    private protected PipelineMeter Meter => _meter;

    internal IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>Starts the lanes, then opens the head. Calls after the first do nothing.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        foreach (Lane lane in _lanes)
        {
            lane.Start();
        }

        foreach (StageNode stage in _stages)
        {
            // No block should fault, since no stage code throws; if one does, it is the engine's fault and must not look like silence.
            stage.Completion.ContinueWith(
                static (task, context) => ((PipelineContext)context!).Halt(task.Exception!),
                _context,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        OpenHead();
        _onStop = _context.Token.UnsafeRegister(static pipeline => ((Pipeline)pipeline!).CompleteHead(), this);
        _ = Task.Run(FinishAsync);
    }

    /// <summary>Takes no more messages and finishes those inside, left to right. Returns at once; see <see cref="Completion"/>.</summary>
    public void Complete()
    {
        Start();
        CompleteHead();
    }

    /// <summary>Halts the pipeline as if a stage had: what is queued is dropped and counted as <c>halted</c>.</summary>
    public void Fault(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Start();
        _context.Halt(exception);
    }

    /// <summary>Completes and waits for the end. On timeout the pipeline is stopped: what is still queued is dropped and counted as <c>cancelled</c>.</summary>
    /// <returns>True if everything inside was finished in time. Never throws for a fault: see <see cref="Completion"/>.</returns>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        Complete();
        try
        {
            await _completion.Task.WaitAsync(timeout, _context.Options.Clock).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!_completion.Task.IsCompleted)
        {
            _context.Cancel();
            return false;
        }
#pragma warning disable CA1031 // The outcome is read from Completion.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>Wakes the lanes: for whoever waits for what a replayed message brings about before he offers the next one.</summary>
    public void Hurry()
    {
        foreach (Lane lane in _lanes)
        {
            lane.WakeIfParked();
        }
    }

    /// <summary>Messages on the incoming edge of a stage and inside it.</summary>
    public long QueueDepth(string stage) => Counters(stage).Depth;

    /// <summary>Counters of one stage by name.</summary>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public StageCounters Counters(string stage) =>
        StageCounters.FirstOrDefault(c => string.Equals(c.Stage, stage, StringComparison.Ordinal))
        ?? throw new ArgumentException($"pipeline '{Name}' has no stage '{stage}'", nameof(stage));

    /// <summary>Every count at this moment; after <see cref="Completion"/> the final ones.</summary>
    public PipelineReport Report() =>
        new(Name, Mode, [.. StageCounters.Select(static c => c.Snapshot())], _completion.Task.IsCompleted, _context.Fault, _context.IsStopping);

    /// <summary>
    /// Stops what still runs, waits up to <see cref="PipelineOptions.StopTimeout"/> for the stages to return, and takes the instruments
    /// down. A stage that never returns keeps its background thread; it does not keep the process.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Start();
        CompleteHead();
        _context.Cancel();
        await _completion.Task.WaitAsync(_context.Options.StopTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _onStop.DisposeAsync().ConfigureAwait(false);
        _meter.Dispose();
        if (_completion.Task.IsCompleted)
        {
            _context.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private protected abstract void OpenHead();

    private protected abstract void CompleteHead();

    private async Task FinishAsync()
    {
        foreach (StageNode stage in _stages)
        {
            await stage.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (Lane lane in _lanes)
        {
            await lane.Ended.ConfigureAwait(false);
        }

        string[] lost = [.. StageCounters.Select(static c => c.Snapshot()).Where(static s => !s.Balanced).Select(static s => $"{s.Stage} {s.Depth}")];
        if (_context.Fault is { } fault)
        {
            _completion.TrySetException(fault);
        }
        else if (lost.Length > 0)
        {
            _completion.TrySetException(
                new InvalidOperationException($"pipeline '{Name}' ended with messages unaccounted for: {string.Join(", ", lost)}"));
        }
        else if (_context.IsStopping)
        {
            _completion.TrySetCanceled(_context.Token);
        }
        else
        {
            _completion.TrySetResult();
        }
    }
}
