namespace HedgeFlow.Dataflow;

/// <summary>Settings of a <see cref="EdgeKind.Latest"/> edge.</summary>
public sealed record LatestOptions<T>
    where T : class
{
    /// <summary>
    /// <c>(newer, older)</c>: folds what must not be lost of the unread older message into the newer one. Runs on the producer's thread,
    /// which owns both messages then; the older one is released afterwards. Null = the older message is simply replaced.
    /// </summary>
    public Action<T, T>? Merge { get; init; }

    /// <summary>
    /// Capacity of the edge in replay, where it waits. Default 64. The lane is woken when half of it is used: a hand-over between
    /// threads costs more than a message does. A message that no other follows is taken when the lane looks by itself.
    /// </summary>
    public int ReplayCapacity { get; init; } = 64;

    public LaneOptions Lane { get; init; } = LaneOptions.Default;
}
