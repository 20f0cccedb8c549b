namespace HedgeFlow.Dataflow;

/// <summary>A stage that its lane calls directly, with messages that the edge before it has counted in. The lane's thread only.</summary>
internal interface ILaneTarget<T> : IInlineTarget<T>
{
    /// <summary>Runs the stage and what is linked behind it. Never throws.</summary>
    void Take(T message);
}
