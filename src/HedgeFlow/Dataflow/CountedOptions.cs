namespace HedgeFlow.Dataflow;

/// <summary>Settings of a <see cref="EdgeKind.Counted"/> edge.</summary>
public sealed record CountedOptions
{
    /// <summary>Messages that may wait. A message that finds no room is dropped and counted under <c>overflow</c>. Default 1024.</summary>
    public int Capacity { get; init; } = 1024;

    public LaneOptions Lane { get; init; } = LaneOptions.Default;
}
