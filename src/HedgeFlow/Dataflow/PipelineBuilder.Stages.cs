namespace HedgeFlow.Dataflow;

/// <content>The declarations of stages.</content>
public sealed partial class PipelineBuilder
{
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
        return SinkAsync<T>(name, RunAsync, policy);

        async ValueTask<StageOutcome<T>> RunAsync(T message, CancellationToken token)
        {
            await process(message, token).ConfigureAwait(true);
            return StageOutcome<T>.Ok(message);
        }
    }

    /// <inheritdoc cref="SinkAsync{T}(string,Func{T,CancellationToken,ValueTask},FaultPolicy?)"/>
    public SinkNode<T> SinkAsync<T>(string name, Func<T, CancellationToken, ValueTask<StageOutcome<T>>> process, FaultPolicy? policy = null) =>
        Declare(new SinkNode<T>(this, name, new(Checked(process), hasOutput: false), policy ?? FaultPolicy.Halt));

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

    private TNode Declare<TNode>(TNode node)
        where TNode : StageNode
    {
        _nodes.Add(node);
        return node;
    }
}
