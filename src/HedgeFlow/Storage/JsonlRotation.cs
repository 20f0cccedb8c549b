using System.Globalization;
using System.IO.Compression;
using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>
/// Generations of a rotating file: <c>a.jsonl</c>, <c>a.1.jsonl</c> … and the oldest one as <c>archive/a.N.jsonl.gz</c>.
/// Source: services contract, rotation.
/// </summary>
public static class JsonlRotation
{
    /// <summary>Name of a generation; 0 is the live file. The number goes before the last suffix.</summary>
    public static string NameOf(string path, int generation)
    {
        if (generation == 0)
        {
            return path;
        }

        string suffix = Path.GetExtension(path);
        return string.Create(CultureInfo.InvariantCulture, $"{path[..^suffix.Length]}.{generation}{suffix}");
    }

    /// <summary>Where the oldest generation ends up.</summary>
    public static string ArchiveOf(string path, int backupCount) =>
        Path.Combine(ArchiveFolder(path), Path.GetFileName(NameOf(path, backupCount)) + ".gz");

    internal static string ArchiveFolder(string path) => Path.Combine(Path.GetDirectoryName(path)!, "archive");

    /// <summary>
    /// Moves every generation up by one and packs the oldest. Throws when the live file could not be moved; a failing archive only
    /// keeps the plain file, and is reported.
    /// </summary>
    internal static void Shift(string path, JsonlOptions options)
    {
        IFileSystem files = options.FileSystem;
        for (int generation = options.BackupCount; generation >= 1; generation--)
        {
            string from = NameOf(path, generation - 1);
            if (files.LengthOf(from) is not null)
            {
                files.Rename(from, NameOf(path, generation));
            }
        }

        string oldest = NameOf(path, options.BackupCount);
        if (files.LengthOf(oldest) is null)
        {
            return;
        }

        try
        {
            Archive(oldest, ArchiveOf(path, options.BackupCount), options);
        }
#pragma warning disable CA1031 // Whatever goes wrong here, the lines are still in the plain file.
        catch (Exception e)
#pragma warning restore CA1031
        {
            options.Log?.Invoke($"{Path.GetFileName(oldest)}: not archived: {Redactor.Exception(e)}");
        }
    }

    private static void Archive(string plain, string packed, JsonlOptions options)
    {
        using var content = new MemoryStream();
        using (Stream source = options.FileSystem.OpenRead(plain))
        using (var gzip = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            source.CopyTo(gzip);
        }

        var archive = new AtomicFile(packed, options.FileSystem, options.SyncInterval is null ? Durability.Fast : Durability.Fsync, options.Log);
        if (archive.Write(content.GetBuffer().AsSpan(0, (int)content.Length)))
        {
            options.FileSystem.Delete(plain);
        }
    }
}
