namespace HedgeFlow.Host.Composition;

/// <summary>
/// What a live loop does about a fault outside every step: it waits min(60, 5·n) seconds after the n-th in a row, and gives up after
/// the tenth. The loop's thread. Source: services contract, exception isolation.
/// </summary>
internal sealed class LoopBackoff : IDisposable
{
    /// <summary>Faults in a row after which the loop ends.</summary>
    public const int Most = 10;

    private readonly ManualResetEventSlim _over = new();
    private readonly ITimer _timer;
    private readonly Action<string> _log;

    /// <param name="time">Clock of the waits.</param>
    /// <param name="log">Gets a line per wait.</param>
    public LoopBackoff(TimeProvider time, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(time);
        _log = log;
        _timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), _over, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Faults since the last turn that went well.</summary>
    public int Faults { get; private set; }

    /// <summary>There were too many: the loop has to end.</summary>
    public bool GivenUp => Faults >= Most;

    /// <summary>Wait after the n-th fault in a row.</summary>
    public static TimeSpan DelayAfter(int faults) => TimeSpan.FromSeconds(Math.Min(60, 5 * faults));

    /// <summary>A turn went well.</summary>
    public void Succeeded() => Faults = 0;

    /// <summary>Waits after a fault; false when the loop has to end.</summary>
    public bool WaitAfterFault(CancellationToken stop)
    {
        Faults++;
        if (GivenUp)
        {
            _log($"{Faults} faults in a row: giving up");
            return false;
        }

        TimeSpan delay = DelayAfter(Faults);
        _over.Reset();
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
        _log($"fault {Faults} in a row: waiting {delay.TotalSeconds:0} s");
        try
        {
            _over.Wait(stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _over.Dispose();
    }
}
