namespace HedgeFlow.Storage;

/// <summary>Why a line is not written.</summary>
/// <param name="Message">One line for the log.</param>
/// <param name="Missing">Members that are not there, ordinal order.</param>
public sealed record EventViolation(string Message, IReadOnlyList<string> Missing);
