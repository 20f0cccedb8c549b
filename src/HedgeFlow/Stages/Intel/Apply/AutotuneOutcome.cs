using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>What became of a live policy.</summary>
/// <param name="Policy">The policy to route with: the live one, or a tuned copy.</param>
/// <param name="Applied">Something changed.</param>
/// <param name="OffsetBps">The offset to route with.</param>
public readonly record struct AutotuneOutcome(JsonObject Policy, bool Applied, double OffsetBps);
