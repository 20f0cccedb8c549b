namespace HedgeFlow.Configuration;

/// <summary>Place of a value in a text: line and column from 1, the column in characters.</summary>
public readonly record struct JsonPosition(int Line, int Column);
