using HedgeFlow.Telemetry;

namespace HedgeFlow.Dataflow;

/// <summary>Counts of a stage at one moment; see <see cref="StageCounters"/>.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="In">Messages put on the stage's incoming edge.</param>
/// <param name="Out">Messages the stage finished.</param>
/// <param name="Dropped">Messages dropped on the edge or by the stage, all reasons together.</param>
/// <param name="Replaced">Messages merged into a newer one before the stage saw them.</param>
/// <param name="Faulted">Faults raised by the stage, every try counted, or caught inside it; a message whose fault left the stage also counts as out or dropped.</param>
/// <param name="DroppedByReason">The drops by reason, in ordinal order of the reasons.</param>
/// <param name="Latency">Time the stage's code took per message.</param>
public sealed record StageCounts(
    string Stage,
    long In,
    long Out,
    long Dropped,
    long Replaced,
    long Faulted,
    IReadOnlyList<KeyValuePair<string, long>> DroppedByReason,
    LatencySummary Latency)
{
    /// <summary>Messages on the edge and inside the stage.</summary>
    public long Depth => In - Out - Dropped - Replaced;

    /// <summary>True when every message that came in is accounted for.</summary>
    public bool Balanced => Depth == 0;
}
