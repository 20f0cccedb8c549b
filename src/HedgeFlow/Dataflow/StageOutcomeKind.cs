namespace HedgeFlow.Dataflow;

/// <summary>The four ways a message can leave a stage.</summary>
public enum StageOutcomeKind
{
    Nothing,
    Ok,
    Dropped,
    Faulted,
}
