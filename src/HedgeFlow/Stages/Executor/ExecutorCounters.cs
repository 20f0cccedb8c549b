namespace HedgeFlow.Stages.Executor;

/// <summary>What the executor has done so far. Written by its one thread, read by anyone.</summary>
public sealed class ExecutorCounters
{
    public long Ticks;
    public long Intents;
    public long Allowed;
    public long Vetoed;

    /// <summary>Intents that could not be read or were turned away before the gate, feed facts of another executor, refused by the journal.</summary>
    public long Rejected;

    /// <summary>Order facts journalled, of the feed or of the paper router.</summary>
    public long OrderFacts;

    /// <summary>Order facts of the feed that belong to another executor and were left out (modes paper and none).</summary>
    public long ForeignFacts;

    public long Faults;
}
