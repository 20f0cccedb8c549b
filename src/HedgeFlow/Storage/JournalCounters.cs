namespace HedgeFlow.Storage;

/// <summary>What happened to one JSONL file so far.</summary>
/// <param name="File">One of the journal's files.</param>
/// <param name="Lines">Lines in the file, by this process.</param>
/// <param name="Bytes">Bytes of those lines.</param>
/// <param name="Failures">Calls that failed.</param>
/// <param name="Dropped">Lines given up because the disk failed.</param>
/// <param name="Rejected">Rows that were not written because a required member was missing or they were no JSON.</param>
/// <param name="Waiting">Lines kept in memory until the disk takes them again.</param>
/// <param name="TornLines">Torn last lines that were closed.</param>
/// <param name="Rotations">Times the file was rotated.</param>
/// <param name="LastError">Reason of the last failure; null when there was none.</param>
public sealed record JournalCounters(
    string File, long Lines, long Bytes, long Failures, long Dropped, long Rejected, int Waiting, long TornLines, long Rotations, string? LastError);
