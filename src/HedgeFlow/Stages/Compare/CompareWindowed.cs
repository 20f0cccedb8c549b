namespace HedgeFlow.Stages.Compare;

/// <summary>Outcome of the 60-second rule: shadow rows looked at, rows with an order in time, rows whose decision disagrees.</summary>
public readonly record struct CompareWindowed(int Rows, int Matched, int Mismatches);
