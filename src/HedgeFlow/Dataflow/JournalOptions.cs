namespace HedgeFlow.Dataflow;

/// <summary>Settings of a <see cref="EdgeKind.Journal"/> edge.</summary>
public sealed record JournalOptions<T>
{
    /// <summary>Size of a line as the bounds count it; an estimate will do. Asked once per line, on the producer's thread.</summary>
    public required Func<T, int> Bytes { get; init; }

    /// <summary>True for a line that can be computed again from others, which is the first to go. Null = every line is a fact.</summary>
    public Func<T, bool>? Derived { get; init; }

    /// <summary>From here on derived lines are dropped and counted under <c>soft-limit</c>; in replay the producer waits. Default 8 MiB.</summary>
    public long SoftLimitBytes { get; init; } = 8L << 20;

    /// <summary>From here on the edge is saturated until it is below the soft limit again; facts are still kept. Default 64 MiB.</summary>
    public long HardLimitBytes { get; init; } = 64L << 20;

    /// <summary>
    /// Called with true when saturation begins and with false when it ends, in turn, never by two threads at once; on the producer's or
    /// on the lane's thread. A pulse too short to tell may be left out; the last state never is.
    /// </summary>
    public Action<bool>? OnSaturation { get; init; }

    public LaneOptions Lane { get; init; } = LaneOptions.Default;
}
