using System.IO.Pipelines;

namespace HedgeFlow.Feed;

/// <summary>A pipe read on the calling thread: inputs that do not wait complete at once and cost no hop.</summary>
internal sealed class BlockingPipe(PipeReader pipe)
{
    private Task<ReadResult>? _pending;

    /// <summary>The next window.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the pipe may be read again.</exception>
    public ReadResult Read(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_pending is null)
            {
                ValueTask<ReadResult> read = pipe.ReadAsync(cancellationToken);
                if (read.IsCompletedSuccessfully)
                {
                    return read.Result;
                }

                _pending = read.AsTask();
            }

            try
            {
                _pending.Wait(cancellationToken);
            }
            catch (AggregateException)
            {
                // The awaiter below throws the cause itself.
            }
            catch (OperationCanceledException)
            {
                if (!_pending.IsCompleted)
                {
                    // The input does not listen to the token: its read is picked up by the next call.
                    throw;
                }
            }

            Task<ReadResult> finished = _pending;
            _pending = null;
            try
            {
                return finished.GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Cancelled by an earlier call's token: read again.
            }
        }
    }

    /// <summary>What is left without waiting.</summary>
    public bool TryRead(out ReadResult result) => pipe.TryRead(out result);

    public void AdvanceTo(SequencePosition consumed) => pipe.AdvanceTo(consumed);

    public void AdvanceTo(SequencePosition consumed, SequencePosition examined) => pipe.AdvanceTo(consumed, examined);

    public void Complete() => pipe.Complete();
}
