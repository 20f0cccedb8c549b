namespace HedgeFlow.Adapters.Firestore;

/// <summary>What became of one write of a batch.</summary>
/// <param name="UpdateTime">The remote's time of the write; "" when it was refused.</param>
/// <param name="Refusal">Why it was refused, else null.</param>
public readonly record struct WriteOutcome(string UpdateTime, string? Refusal);
