namespace HedgeFlow.Tests.Support;

/// <summary>A door that stage code of a test passes: closed it holds the stage's thread, as a stalled disk would.</summary>
internal sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _open;
    private readonly ManualResetEventSlim _reached = new(false);

    public Gate(bool open) => _open = new ManualResetEventSlim(open);

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public void Open() => _open.Set();

    public void Close() => _open.Reset();

    /// <summary>Called by the stage: waits while the door is closed.</summary>
    public void Pass()
    {
        _reached.Set();
        Assert.IsTrue(_open.Wait(Patience), "nobody opened the gate");
    }

    /// <summary>Waits until a stage stands at the door or has passed it.</summary>
    public void WaitUntilReached() => Assert.IsTrue(_reached.Wait(Patience), "no stage reached the gate");

    public void Dispose()
    {
        _open.Set();
    }
}
