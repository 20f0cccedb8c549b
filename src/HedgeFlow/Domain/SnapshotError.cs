namespace HedgeFlow.Domain;

/// <summary>A part of the exchange snapshot that could not be fetched.</summary>
public readonly record struct SnapshotError(string Endpoint, string Category, long? Code, bool Retriable);
