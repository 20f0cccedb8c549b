namespace HedgeFlow.Configuration;

/// <summary>What tells that a settings file was changed. A link stands for the file that it leads to.</summary>
/// <param name="Length">Bytes; -1 = no file, -2 = not readable.</param>
/// <param name="WriteTicks">Time of the last write.</param>
public readonly record struct FileStamp(long Length, long WriteTicks)
{
    public static FileStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            {
                file = target;
            }

            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks) : new FileStamp(-1, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(-2, 0);
        }
    }
}
