namespace HedgeFlow.Feed;

/// <summary>Waits on the calling thread for a time of a clock that may be any.</summary>
internal sealed class Pause : IDisposable
{
    private readonly ManualResetEventSlim _over = new();
    private readonly ITimer _timer;

    public Pause(TimeProvider time) =>
        _timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), _over, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public void Wait(TimeSpan time, CancellationToken cancellationToken)
    {
        _over.Reset();
        _timer.Change(time, Timeout.InfiniteTimeSpan);
        _over.Wait(cancellationToken);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _over.Dispose();
    }
}
