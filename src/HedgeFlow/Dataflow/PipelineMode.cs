namespace HedgeFlow.Dataflow;

/// <summary>What an edge does when its consumer is slower than its producer.</summary>
public enum PipelineMode
{
    /// <summary>The inline side never waits: edges replace, drop and count, or keep, each as its kind says.</summary>
    Live,

    /// <summary>Every edge waits, so that every message reaches every stage and two runs are alike.</summary>
    Replay,
}
