namespace HedgeFlow.Storage;

/// <summary>Length and time of a file: what differs when another program replaced it.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenUtc">Time of the last write, as fine as the file system keeps it.</param>
public readonly record struct FileStamp(long Length, DateTime WrittenUtc)
{
    /// <summary>The stamp of a file; null when there is none or it cannot be seen.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint) && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            {
                // A link does not change when what it leads to does.
                file = target;
            }

            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
