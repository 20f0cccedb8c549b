using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using Microsoft.Win32.SafeHandles;

namespace HedgeFlow.Storage;

/// <summary>
/// The newest rows of a JSONL log that somebody else is writing. Blank, malformed and non-object lines are skipped and counted,
/// a missing file has no rows, nothing is locked, and a rotation or cut during the read does no harm.
/// Source: services contract, readers.
/// </summary>
/// <param name="path">The live file.</param>
/// <param name="rotated">Go on in the older generations (<c>a.1.jsonl</c> …) when the live file is read through.</param>
public sealed class JsonlTail(string path, bool rotated = false)
{
    /// <summary>What pages read: the last 128 KiB.</summary>
    public const int WindowBytes = 128 * 1024;

    /// <summary>… and at most so many lines of it.</summary>
    public const int WindowLines = 800;

    private const int OldestGeneration = 16;
    private const int Attempts = 5;

    public long BlankLines { get; private set; }

    /// <summary>Lines that are no JSON, torn ones included, or too long.</summary>
    public long MalformedLines { get; private set; }

    /// <summary>Lines that are JSON but no object.</summary>
    public long OtherLines { get; private set; }

    /// <summary>The last <paramref name="limit"/> objects, oldest first; none when the limit is 0 or less.</summary>
    public IReadOnlyList<JsonObject> Last(int limit)
    {
        if (limit <= 0)
        {
            return [];
        }

        for (int attempt = 1; ; attempt++)
        {
            var rows = new List<JsonObject>();
            if (Visit(long.MaxValue, row =>
            {
                rows.Add(row);
                return rows.Count < limit;
            }) || attempt == Attempts)
            {
                rows.Reverse();
                return rows;
            }
        }
    }

    /// <summary>Calls <paramref name="row"/> from the newest object to the oldest until it returns false.</summary>
    public void NewestFirst(Func<JsonObject, bool> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Visit(long.MaxValue, row);
    }

    /// <summary>The objects of the last <paramref name="bytes"/> bytes, at most <paramref name="lines"/> lines, oldest first; a first partial line is left out.</summary>
    public IReadOnlyList<JsonObject> Window(int bytes = WindowBytes, int lines = WindowLines)
    {
        for (int attempt = 1; ; attempt++)
        {
            var rows = new List<JsonObject>();
            if (Visit(bytes, row =>
            {
                rows.Add(row);
                return true;
            }, lines) || attempt == Attempts)
            {
                rows.Reverse();
                return rows;
            }
        }
    }

    /// <summary>False when the file was cut while it was read.</summary>
    private bool Visit(long bytes, Func<JsonObject, bool> row, int lines = int.MaxValue)
    {
        BlankLines = MalformedLines = OtherLines = 0;
        List<SafeFileHandle> files = Open();
        try
        {
            foreach (SafeFileHandle file in files)
            {
                long length = RandomAccess.GetLength(file);
                long from = length - bytes;
                bytes -= length;
                using var reader = new BackwardLineReader(file, length);
                while (lines > 0 && reader.TryPrevious(out ReadOnlySpan<byte> line))
                {
                    if (reader.Offset < from)
                    {
                        return true;
                    }

                    lines--;
                    if (Parse(line, reader.TooLong) is { } parsed && !row(parsed))
                    {
                        return true;
                    }
                }

                if (reader.Shrunk)
                {
                    return false;
                }
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private JsonObject? Parse(ReadOnlySpan<byte> line, bool tooLong)
    {
        ReadOnlySpan<byte> text = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        if (!tooLong && text.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            BlankLines++;
            return null;
        }

        bool valid = false;
        JsonNode? node = tooLong ? null : JsonNodes.TryParse(text, out valid);
        if (node is JsonObject row)
        {
            return row;
        }

        if (valid)
        {
            OtherLines++;
        }
        else
        {
            MalformedLines++;
        }

        return null;
    }

    /// <summary>
    /// The generations, newest first, opened from the oldest on: a rotation in between can hide a generation but show none twice.
    /// When one is noticed they are opened anew.
    /// </summary>
    private List<SafeFileHandle> Open()
    {
        int generations = rotated ? OldestGeneration : 0;
        for (int attempt = 1; ; attempt++)
        {
            var files = new List<SafeFileHandle>();
            var stamps = new List<(string Path, FileStamp? Stamp)>();
            for (int generation = generations; generation >= 0; generation--)
            {
                string name = JsonlRotation.NameOf(path, generation);
                SafeFileHandle? file = TryOpen(name);
                if (file is not null)
                {
                    files.Add(file);
                }

                // The newest generation tells of every rotation, also of the first one, which makes it.
                if (generation == 1 || (file is not null && generation > 1))
                {
                    stamps.Add((name, file is null ? null : StampOf(file)));
                }
            }

            if (attempt == Attempts || stamps.TrueForAll(stamp => FileStamp.Of(stamp.Path) == stamp.Stamp))
            {
                files.Reverse();
                return files;
            }

            files.ForEach(file => file.Dispose());
        }
    }

    /// <summary>Full generations are often of one length: only with the time of the last write does a stamp tell them apart.</summary>
    private static FileStamp StampOf(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    private static SafeFileHandle? TryOpen(string path)
    {
        // Most generations are not there, and a start asks for a hundred: an exception each costs more than all of its reading.
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
