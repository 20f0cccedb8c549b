namespace HedgeFlow.Dataflow;

/// <summary>The end of a faulted message; see <see cref="FaultPolicy"/>.</summary>
public enum FaultAction
{
    Halt,
    Drop,
    PassOn,
}
