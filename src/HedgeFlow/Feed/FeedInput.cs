using System.IO.Compression;

namespace HedgeFlow.Feed;

/// <summary>
/// One input of a recorded feed: a name and a way to open it, as often as needed. Packed (gzip) content is recognised by
/// its first bytes.
/// </summary>
/// <param name="Name">Base name, as reports show it.</param>
/// <param name="Open">Opens the content from its start.</param>
/// <param name="Bytes">Size as stored, 0 when unknown.</param>
public sealed record FeedInput(string Name, Func<Stream> Open, long Bytes = 0)
{
    /// <summary>A file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static FeedInput File(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"feed file not found: {path}", path);
        }

        // No buffer of its own: reads go straight into the line reader's.
        return new FeedInput(
            file.Name,
            () => new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan),
            file.Length);
    }

    /// <summary>Opens the content, unpacked.</summary>
    internal Stream OpenUnpacked(ReadProgress? progress)
    {
        Stream raw = Open();
        Span<byte> magic = stackalloc byte[2];
        int read = raw.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        bool packed = read == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        if (raw.CanSeek)
        {
            raw.Position = 0;
        }
        else
        {
            raw.Dispose();
            raw = Open();
        }

        var stored = new InlineStream(raw, progress);
        return packed ? new InlineStream(new GZipStream(stored, CompressionMode.Decompress), null) : stored;
    }
}
