namespace HedgeFlow.Stages.Risk;

/// <summary>Why a drawdown is not to be relied on.</summary>
[Flags]
public enum DrawdownStaleFlags
{
    None = 0,

    /// <summary>The stored peak was not updated for a day.</summary>
    PeakStateStale = 1,

    NavMissing = 2,
    NavSourcesUnhealthy = 4,

    /// <summary>The NAV, or the cache it came from, is older than trading allows.</summary>
    NavCacheStale = 8,
}
