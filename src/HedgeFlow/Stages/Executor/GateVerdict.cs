using HedgeFlow.Stages.Executor.Gate;

namespace HedgeFlow.Stages.Executor;

/// <summary>The gate's decision with the request it was made on.</summary>
public readonly record struct GateVerdict(GateRequest Request, GateDecision Decision);
