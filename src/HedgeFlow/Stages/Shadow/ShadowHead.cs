using System.Text.Json.Nodes;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Shadow;

/// <summary>Sums the newest shadow decisions up into the head surface. Source: services contract, summary and head.</summary>
public static class ShadowHead
{
    /// <param name="rows">Newest decisions, oldest first.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    /// <param name="lastKnown">A decision that stands in where there are no rows; null = none.</param>
    public static PipelineV6ShadowHeadState Build(IReadOnlyList<JsonObject> rows, double now, JsonObject? lastKnown = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var summary = ShadowSummary.Of(rows, now);
        return new PipelineV6ShadowHeadState(
            summary.Total, summary.Allowed, summary.Vetoed, now, now, MirroredObject.Of(rows.Count > 0 ? rows[^1] : lastKnown));
    }
}
