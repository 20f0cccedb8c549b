using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Compare;

/// <summary>What a compare run found.</summary>
/// <param name="Summary">Payload of <c>pipeline_v6_compare_summary.json</c>.</param>
/// <param name="Diffs">One per shadow row.</param>
/// <param name="Lines">Lines for the compare log: diffs that were not logged before, then the heartbeat.</param>
public sealed record CompareOutcome(JsonObject Summary, IReadOnlyList<CompareDiff> Diffs, IReadOnlyList<JsonObject> Lines);
