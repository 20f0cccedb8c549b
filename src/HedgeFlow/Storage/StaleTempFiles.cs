namespace HedgeFlow.Storage;

/// <summary>Removes the incomplete writes that killed processes left in a state folder.</summary>
public static class StaleTempFiles
{
    /// <summary>Younger ones may belong to a write that is under way in another process.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(60);

    /// <summary>Deletes <c>*.tmp</c> and <c>.tmp_*</c> older than <see cref="Age"/>; returns how many. Never throws.</summary>
    public static int Remove(string directory, TimeProvider time, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        files ??= PhysicalFileSystem.Instance;
        int removed = 0;
#pragma warning disable CA1031 // A folder that cannot be read or cleaned must not stop the start.
        try
        {
            DateTimeOffset oldest = time.GetUtcNow() - Age;
            foreach (FileEntry entry in files.List(directory))
            {
                string name = Path.GetFileName(entry.Path);
                if (entry.LastWriteTime < oldest
                    && (name.EndsWith(".tmp", StringComparison.Ordinal) || name.StartsWith(".tmp_", StringComparison.Ordinal)))
                {
                    try
                    {
                        files.Delete(entry.Path);
                        removed++;
                    }
                    catch (Exception)
                    {
                    }
                }
            }
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
        return removed;
    }
}
