using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor;

/// <summary>The policy that one order is routed with, and how it came about.</summary>
/// <param name="Policy">To route with.</param>
/// <param name="Autotune">For the metric record: <c>{applied, before, after, risk_mode}</c>.</param>
public sealed record RoutedPolicy(RouterPolicy Policy, JsonObject Autotune);
