namespace HedgeFlow.Feed;

/// <summary>What became of one line.</summary>
public enum FeedOutcome
{
    /// <summary>The snapshot was filled.</summary>
    Snapshot,

    /// <summary>A fact was made.</summary>
    Fact,

    /// <summary>Not taken, with a reason; nothing of it may be used.</summary>
    Rejected,

    /// <summary>A row of a native log that is no feed record.</summary>
    Ignored,

    /// <summary>Nothing on the line.</summary>
    Blank,
}
