using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>The link from an inline stage to an ordinary TPL target: the offering thread waits while the target has no room.</summary>
internal sealed class InlineLink<T>(ITargetBlock<T> target, bool propagateCompletion, PipelineContext context)
    : IInlineTarget<T>, IDisposable
{
    private volatile bool _unlinked;

    public void Push(T message)
    {
        if (_unlinked)
        {
            return;
        }

        try
        {
            Task<bool> sent = target.SendAsync(message, context.Token);
            if (!(sent.IsCompletedSuccessfully ? sent.Result : sent.GetAwaiter().GetResult()))
            {
                context.Halt(new InvalidOperationException("a target linked inline takes no more messages"));
            }
        }
        catch (OperationCanceledException) when (context.IsStopping)
        {
            // The pipeline is stopping; the message ends here with it.
        }
    }

    public void Complete()
    {
        if (propagateCompletion && !_unlinked)
        {
            target.Complete();
        }
    }

    public void Dispose() => _unlinked = true;
}
