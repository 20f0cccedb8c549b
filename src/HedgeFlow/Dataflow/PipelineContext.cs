namespace HedgeFlow.Dataflow;

/// <summary>What the parts of one running pipeline share: the stop token, the first root cause, the releases of owned types.</summary>
internal sealed class PipelineContext
{
    private readonly CancellationTokenSource _stop;
    private readonly Dictionary<Type, Delegate> _releases;
    private Exception? _fault;

    public PipelineContext(string pipeline, PipelineMode mode, PipelineOptions options, Dictionary<Type, Delegate> releases)
    {
        Pipeline = pipeline;
        Mode = mode;
        Options = options;
        _releases = releases;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(options.Stop);
        Token = _stop.Token;
    }

    public string Pipeline { get; }

    public PipelineMode Mode { get; }

    public PipelineOptions Options { get; }

    public CancellationToken Token { get; }

    /// <summary>True once the pipeline was halted or cancelled: stages then drop what they get.</summary>
    public bool IsStopping => Token.IsCancellationRequested;

    public string StopReason => _fault is null ? "cancelled" : "halted";

    /// <summary>The first root cause, or null.</summary>
    public Exception? Fault => Volatile.Read(ref _fault);

    /// <summary>Stops the pipeline because of a fault; only the first one counts.</summary>
    public void Halt(Exception exception)
    {
        Interlocked.CompareExchange(ref _fault, exception.GetBaseException(), null);
        Cancel();
    }

    public void Cancel()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline has ended meanwhile: there is nothing left to stop.
        }
        catch (AggregateException e)
        {
            Interlocked.CompareExchange(ref _fault, e.GetBaseException(), null);
        }
    }

    public void Tell(StageFault fault)
    {
        try
        {
            Options.OnFault?.Invoke(fault);
        }
#pragma warning disable CA1031 // An observer that fails must not change what the engine does.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>The release of messages of type <typeparamref name="T"/>; null when the engine does not own them.</summary>
    public Releaser<T>? ReleaserOf<T>() =>
        _releases.TryGetValue(typeof(T), out Delegate? release) ? new Releaser<T>((Action<T>)release, this) : null;

    public void Dispose() => _stop.Dispose();
}
