using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>A normalised intent, or why there is none.</summary>
/// <param name="Intent">Null when rejected.</param>
/// <param name="Rejected">Null when accepted.</param>
public readonly record struct IntentOutcome(Intent? Intent, string? Rejected);
