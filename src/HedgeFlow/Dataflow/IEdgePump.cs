namespace HedgeFlow.Dataflow;

/// <summary>Moves messages from an edge's buffer to the block behind it. Called by the lane's thread only.</summary>
internal interface IEdgePump
{
    /// <summary>Moves what it can; true when something was moved.</summary>
    bool Step();

    /// <summary>True when there is something to move and room for it, as far as this thread can tell.</summary>
    bool HasWork { get; }

    /// <summary>A message is held because the block is full.</summary>
    bool IsBlocked { get; }
}
