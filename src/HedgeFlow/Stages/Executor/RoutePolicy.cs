using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor;

/// <summary>What one order is routed with.</summary>
/// <param name="Policy">The policy, tuned where tuning applies; null = the router's own start.</param>
/// <param name="Autotune"><c>{applied, before, after, risk_mode}</c> for the order's metric; null where nothing may tune. Nobody changes it.</param>
public readonly record struct RoutePolicy(RouterPolicy? Policy, JsonObject? Autotune);
