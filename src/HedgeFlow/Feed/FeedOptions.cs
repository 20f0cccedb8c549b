namespace HedgeFlow.Feed;

/// <summary>How a feed is read.</summary>
public sealed record FeedOptions
{
    public static FeedOptions Default { get; } = new();

    /// <summary>The first rejected line ends the reading with a <see cref="FeedFormatException"/>.</summary>
    public bool Strict { get; init; }

    /// <summary>Longer lines are dropped and counted without being held in memory.</summary>
    public int MaxLineBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Recorded files are known to be in time order: the pass that finds out is left out, and a record that is
    /// out of order all the same comes where it stands.
    /// </summary>
    public bool AssumeSorted { get; init; }

    /// <summary>How often a growing file is looked at while it does not grow.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(20);
}
