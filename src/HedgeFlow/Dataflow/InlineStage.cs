using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>
/// A stage that runs on the offering thread: a TPL target and source by contract, a plain call in fact. Offering a message runs this
/// stage and everything linked inline behind it before the offer returns. One offering thread at a time; a second one gets an exception,
/// because waiting for the first would put a lock before the decision.
/// </summary>
public sealed class InlineStage<TIn, TOut> : IPropagatorBlock<TIn, TOut>, ILaneTarget<TIn>, IInlineHead<TIn>
{
    private const int NotStarted = 0;
    private const int Open = 1;
    private const int Busy = 2;
    private const int Closed = 3;

    private readonly StageBody<TIn, TOut> _body;
    private readonly PipelineContext _context;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IInlineTarget<TOut>[] _targets = [];
    private int _gate = NotStarted;
    private volatile bool _closing;

    internal InlineStage(StageBody<TIn, TOut> body, PipelineContext context)
    {
        _body = body;
        _context = context;
    }

    /// <summary>Completes once no message can come any more and everything behind has been told. Never faults: faults are the pipeline's.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Runs the chain for <paramref name="message"/> on this thread; allocates nothing itself.</summary>
    /// <returns>False when the stage takes no more messages; the message then still belongs to the caller.</returns>
    /// <exception cref="InvalidOperationException">Not started, or another thread is offering right now.</exception>
    public bool Offer(TIn message)
    {
        if (!Enter())
        {
            return false;
        }

        try
        {
            _body.Counters.CountIn();
            Push(message);
        }
        finally
        {
            Leave();
        }

        return true;
    }

    /// <inheritdoc/>
    public DataflowMessageStatus OfferMessage(
        DataflowMessageHeader messageHeader,
        TIn messageValue,
        ISourceBlock<TIn>? source,
        bool consumeToAccept)
    {
        if (!messageHeader.IsValid)
        {
            throw new ArgumentException("the message header has no id", nameof(messageHeader));
        }

        if (consumeToAccept)
        {
            ArgumentNullException.ThrowIfNull(source);
            if (_closing || Volatile.Read(ref _gate) == Closed)
            {
                return DataflowMessageStatus.DecliningPermanently;
            }

            messageValue = source.ConsumeMessage(messageHeader, this, out bool consumed)!;
            if (!consumed)
            {
                return DataflowMessageStatus.NotAvailable;
            }
        }

        return Offer(messageValue) ? DataflowMessageStatus.Accepted : DataflowMessageStatus.DecliningPermanently;
    }

    /// <summary>Stops intake, after the message in progress if there is one, and tells everything behind.</summary>
    public void Complete()
    {
        _closing = true;
        TryClose();
    }

    /// <summary>Halts the whole pipeline with <paramref name="exception"/>.</summary>
    public void Fault(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        _context.Halt(exception);
        Complete();
    }

    /// <summary>Links one target that is offered every output; the offering thread waits while the target postpones. Before the start only.</summary>
    public IDisposable LinkTo(ITargetBlock<TOut> target, DataflowLinkOptions linkOptions)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(linkOptions);
        var link = new InlineLink<TOut>(target, linkOptions.PropagateCompletion, _context);
        Add(link);
        return link;
    }

    /// <summary>Outputs are only pushed, never postponed, so there is nothing to consume.</summary>
    public TOut? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target, out bool messageConsumed)
    {
        messageConsumed = false;
        return default;
    }

    /// <summary>Always false; see <see cref="ConsumeMessage"/>.</summary>
    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) => false;

    /// <summary>There are no reservations to release.</summary>
    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) =>
        throw new InvalidOperationException("an inline stage reserves nothing");

    void IInlineTarget<TIn>.Push(TIn message)
    {
        _body.Counters.CountIn();
        Push(message);
    }

    void IInlineTarget<TIn>.Complete() => Complete();

    void ILaneTarget<TIn>.Take(TIn message) => Push(message);

    internal void Add(IInlineTarget<TOut> target)
    {
        if (Volatile.Read(ref _gate) != NotStarted)
        {
            throw new InvalidOperationException($"stage '{_body.Counters.Stage}' has started; link it before");
        }

        _targets = [.. _targets, target];
    }

    void IInlineHead<TIn>.Start() => Start();

    internal void Start() => Interlocked.CompareExchange(ref _gate, Open, NotStarted);

    private bool Enter()
    {
        if (_closing)
        {
            return false;
        }

        return Interlocked.CompareExchange(ref _gate, Busy, Open) switch
        {
            Open => true,
            Closed => false,
            Busy => throw new InvalidOperationException($"stage '{_body.Counters.Stage}' is being offered a message by another thread"),
            _ => throw new InvalidOperationException($"stage '{_body.Counters.Stage}' has not been started"),
        };
    }

    private void Leave()
    {
        // The exchange is a full fence: either this thread sees the request to close, or the requester sees the gate open.
        Interlocked.Exchange(ref _gate, Open);
        if (_closing)
        {
            TryClose();
        }
    }

    private void Push(TIn message)
    {
        if (!_body.TryRun(message, out TOut value))
        {
            return;
        }

        foreach (IInlineTarget<TOut> target in _targets)
        {
            target.Push(value);
        }
    }

    private void TryClose()
    {
        if (Interlocked.CompareExchange(ref _gate, Closed, Open) != Open
            && Interlocked.CompareExchange(ref _gate, Closed, NotStarted) != NotStarted)
        {
            return;
        }

        foreach (IInlineTarget<TOut> target in _targets)
        {
            target.Complete();
        }

        _completion.TrySetResult();
    }
}
