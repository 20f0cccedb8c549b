namespace HedgeFlow.Stages.Executor;

/// <summary>Where order facts come from.</summary>
public enum OrderMode
{
    /// <summary>From the feed: another program traded.</summary>
    Recorded,

    /// <summary>From the deterministic paper router, for intents that the gate allows.</summary>
    Paper,

    /// <summary>From nowhere: a dry run stops before the router.</summary>
    None,
}
