using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Shadow;

/// <summary>How many shadow decisions were allowed; everything that does not say <c>true</c> is vetoed. Source: services contract, shadow summary.</summary>
public readonly record struct ShadowSummary(double GeneratedTs, int Total, int Allowed)
{
    public int Vetoed => Total - Allowed;

    public static ShadowSummary Of(IReadOnlyList<JsonNode?> decisions, double now)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        int allowed = 0;
        foreach (JsonNode? row in decisions)
        {
            allowed += row is JsonObject map && map["risk_decision"] is JsonObject risk && Coerce.Boolean(risk["allowed"]) == true ? 1 : 0;
        }

        return new ShadowSummary(now, decisions.Count, allowed);
    }
}
