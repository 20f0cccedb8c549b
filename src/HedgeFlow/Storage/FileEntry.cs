namespace HedgeFlow.Storage;

/// <summary>One plain file of a folder.</summary>
/// <param name="Path">Full path.</param>
/// <param name="LastWriteTime">Time of the last change, UTC.</param>
public readonly record struct FileEntry(string Path, DateTimeOffset LastWriteTime);
