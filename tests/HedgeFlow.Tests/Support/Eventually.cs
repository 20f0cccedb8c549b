namespace HedgeFlow.Tests.Support;

/// <summary>Waits for what another thread brings about, without a fixed delay.</summary>
internal static class Eventually
{
    /// <summary>Returns as soon as <paramref name="condition"/> holds; fails with <paramref name="what"/> after 20 s.</summary>
    public static void Holds(Func<bool> condition, string what) =>
        Assert.IsTrue(SpinWait.SpinUntil(condition, Gate.Patience), $"never happened: {what}");

    /// <summary>Returns once <paramref name="thread"/> waits for something.</summary>
    public static void Blocks(Thread thread) =>
        Holds(() => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0, $"thread {thread.Name} waits");
}
