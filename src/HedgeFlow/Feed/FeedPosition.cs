namespace HedgeFlow.Feed;

/// <summary>Where a record stood.</summary>
/// <param name="FileIndex">Which of the inputs, from 0, in the order given.</param>
/// <param name="File">Its base name.</param>
/// <param name="Line">From 1.</param>
/// <param name="Offset">Start of the line, in bytes of the (unpacked) file.</param>
public readonly record struct FeedPosition(int FileIndex, string File, long Line, long Offset);
