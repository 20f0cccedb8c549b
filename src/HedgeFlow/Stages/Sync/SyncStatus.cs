namespace HedgeFlow.Stages.Sync;

/// <summary>How one half of the sync loop is doing.</summary>
/// <param name="Ok">The last cycle went well, or there was none yet.</param>
/// <param name="Failures">Failed cycles since the start.</param>
/// <param name="Consecutive">Failed cycles since the last good one.</param>
/// <param name="LastSuccessTs">Epoch seconds of the last good cycle; null = none yet.</param>
/// <param name="Error">Word of the last failure while it lasts; null when all is well.</param>
public readonly record struct SyncStatus(bool Ok, long Failures, int Consecutive, double? LastSuccessTs, string? Error)
{
    /// <summary>Failures in a row from which the program counts as degraded.</summary>
    public const int DegradedAfter = 5;

    public static SyncStatus Initial { get; } = new(true, 0, 0, null, null);

    public bool Degraded => Consecutive >= DegradedAfter;

    public SyncStatus Succeeded(double now) => new(true, Failures, 0, now, null);

    /// <param name="error">A word, for example <c>quota</c>.</param>
    public SyncStatus Failed(string error) => new(false, Failures + 1, Consecutive + 1, LastSuccessTs, error);
}
