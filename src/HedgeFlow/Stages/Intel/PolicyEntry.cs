using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>One symbol of a routing suggestions document.</summary>
/// <param name="Quality">Routing quality.</param>
/// <param name="Regime">Routing regime.</param>
/// <param name="Current">Live policy as it was.</param>
/// <param name="Proposed">Proposed policy as it was.</param>
public sealed record PolicyEntry(string? Quality, string? Regime, MirroredObject Current, MirroredObject Proposed);
