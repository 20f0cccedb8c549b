namespace HedgeFlow.Dataflow;

/// <summary>
/// The thread behind an edge that leaves the inline side. It runs the edge's consumer and every stage reached from there by
/// <see cref="EdgeKind.Wait"/> edges, so that all of this work has the lane's low priority.
/// </summary>
public sealed record LaneOptions
{
    public static LaneOptions Default { get; } = new();

    /// <summary>Nice value of the thread on Linux, 0..19; ignored in replay and elsewhere. Default 10.</summary>
    public int Niceness { get; init; } = 10;

    /// <summary>How often the lane looks for work while work keeps coming. Default 2 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How far the interval grows, doubling, while nothing comes. Default 32 ms.</summary>
    public TimeSpan IdlePollInterval { get; init; } = TimeSpan.FromMilliseconds(32);
}
