using System.IO.Pipelines;

namespace HedgeFlow.Feed;

/// <summary>Ways to read an input: line by line, and from any place.</summary>
internal static class FeedInputs
{
    /// <summary>Big enough that few lines lie across two of them, small enough to stay in the cache.</summary>
    private const int SegmentBytes = 256 * 1024;

    private const int SeekBufferBytes = 64 * 1024;

    /// <summary>The lines of the unpacked content.</summary>
    public static JsonlReader Lines(FeedInput input, FeedOptions options, ReadProgress? progress) =>
        Lines(input.OpenUnpacked(progress), options, leaveOpen: false);

    /// <summary>The lines of a stream.</summary>
    public static JsonlReader Lines(Stream stream, FeedOptions options, bool leaveOpen) =>
        new(
            PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: SegmentBytes, minimumReadSize: 4096, leaveOpen: leaveOpen)),
            options.MaxLineBytes);

    /// <summary>The records of the input in time order.</summary>
    public static IFeedCursor Cursor(
        FeedInput input, int index, SymbolTable symbols, FeedReport report, ReadProgress progress, CancellationToken cancellationToken)
    {
        FeedOptions options = report.Options;
        if (!options.AssumeSorted)
        {
            using JsonlReader probe = Lines(input, options, progress: null);
            if (!FeedTimeProbe.IsSorted(probe, cancellationToken))
            {
                return new SortedCursor(input, index, symbols, report);
            }
        }

        return new LineCursor(Lines(input, options, progress), input.Name, index, new FeedParser(input.Name, symbols), report);
    }

    /// <summary>The unpacked content with random access; packed content is unpacked into a temporary file that goes when closed.</summary>
    public static Stream Seekable(FeedInput input)
    {
        Stream content = input.OpenUnpacked(progress: null);
        if (content.CanSeek)
        {
            return new BufferedStream(content, SeekBufferBytes);
        }

        using (content)
        {
            string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            var unpacked = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, SeekBufferBytes, FileOptions.DeleteOnClose);
            try
            {
                content.CopyTo(unpacked);
            }
            catch (InvalidDataException)
            {
                // Damaged further on: the records before are there, and the damage has been reported.
            }
            catch
            {
                unpacked.Dispose();
                throw;
            }

            return unpacked;
        }
    }
}
