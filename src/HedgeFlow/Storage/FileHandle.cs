namespace HedgeFlow.Storage;

/// <summary>An open file of an <see cref="IFileSystem"/>; means nothing to any other instance. Closed exactly once by its owner.</summary>
public readonly record struct FileHandle(nint Value);
