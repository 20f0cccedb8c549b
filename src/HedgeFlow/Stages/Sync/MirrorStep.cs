namespace HedgeFlow.Stages.Sync;

/// <summary>What the local mirror does in one cycle.</summary>
public enum MirrorStep
{
    /// <summary>The copy is as new as its source, or there is nothing to copy.</summary>
    Unchanged,

    /// <summary>A newer source is copied.</summary>
    Copied,

    /// <summary>The source is gone or cannot be believed: the copy stays and is marked as the last good one.</summary>
    Marked,

    /// <summary>The write failed: the old copy is still there.</summary>
    Failed,
}
