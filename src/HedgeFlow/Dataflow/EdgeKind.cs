namespace HedgeFlow.Dataflow;

/// <summary>The kinds of edge a graph can have.</summary>
public enum EdgeKind
{
    /// <summary>A plain call on the offering thread: no queue, no hop.</summary>
    Inline,

    /// <summary>Bounded; the producer waits for room.</summary>
    Wait,

    /// <summary>Capacity 1, newest wins, the replaced message is merged into it; the last one always arrives. Waits in replay.</summary>
    Latest,

    /// <summary>Bounded by bytes and never silently lossy: derived lines go first, facts never. Waits in replay.</summary>
    Journal,

    /// <summary>Bounded; overflow is dropped and counted. Waits in replay.</summary>
    Counted,
}
