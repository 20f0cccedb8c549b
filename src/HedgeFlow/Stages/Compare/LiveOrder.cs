using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Stages.Compare;

/// <summary>An order row as the live side of a comparison: of a log, or a fact that has not been logged yet.</summary>
/// <param name="Row">Members of the row; never changed.</param>
/// <param name="Fact">The fact it stands for; null for a row of a log.</param>
public sealed record LiveOrder(JsonObject Row, OrderFact? Fact = null)
{
    /// <summary>A copy of the row, as the order log has it but for process and host.</summary>
    public JsonObject ToDocument()
    {
        if (Fact is null || FactRows.Of(Fact) is not { } logged)
        {
            return (JsonObject)Row.DeepClone();
        }

        logged.Payload["event_type"] = logged.EventType;
        logged.Payload["ts"] = IsoTime.Format(Fact.Ts);
        return logged.Payload;
    }
}
