using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>A configuration file that was read: its value, and where everything in it stands.</summary>
public sealed class ConfigDocument
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private ConfigDocument(string file, JsonNode? root, JsonPositions positions, bool readable)
    {
        File = file;
        Root = root;
        Positions = positions;
        Readable = readable;
    }

    /// <summary>File as the user knows it.</summary>
    public string File { get; }

    /// <summary>The value; null when the file is missing, unreadable or not JSON.</summary>
    public JsonNode? Root { get; }

    public JsonPositions Positions { get; }

    /// <summary>False when the file is missing, cannot be read or is not JSON.</summary>
    public bool Readable { get; }

    /// <summary>A document that is in memory already and has no text positions.</summary>
    public static ConfigDocument Of(string file, JsonNode? root) => new(file, root, JsonPositions.None, readable: true);

    /// <summary>Reads a file. A missing one is no problem here: the caller knows whether it may be.</summary>
    public static ConfigDocument Read(string path, ICollection<ConfigProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        byte[] bytes;
        try
        {
            bytes = System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ConfigDocument(path, null, JsonPositions.None, readable: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ConfigProblem(path, 0, 0, "", null, "the file cannot be read", "check its permissions"));
            return new ConfigDocument(path, null, JsonPositions.None, readable: false);
        }

        return Parse(path, bytes, problems);
    }

    /// <summary>Parses the content of a file; a syntax error is reported with its place.</summary>
    public static ConfigDocument Parse(string file, ReadOnlySpan<byte> utf8, ICollection<ConfigProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (utf8.StartsWith(Utf8Mark))
        {
            utf8 = utf8[Utf8Mark.Length..];
        }

        JsonPositions positions = JsonPositions.Of(utf8);
        try
        {
            JsonNode? root = JsonNodes.Parse(utf8);
            var document = new ConfigDocument(file, root, positions, readable: true);
            foreach (string path in positions.Duplicates)
            {
                document.Report(problems, path, null, "the key stands twice; the last one counts", "remove one of them", ConfigSeverity.Warning);
            }

            return document;
        }
        catch (JsonException e)
        {
            problems.Add(new ConfigProblem(
                file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "", null, "this is not JSON", "mend the syntax at this place"));
            return new ConfigDocument(file, null, positions, readable: false);
        }
    }

    /// <summary>Adds a problem at the place of <paramref name="path"/>.</summary>
    public void Report(
        ICollection<ConfigProblem> problems, string path, JsonNode? value, string message, string remedy, ConfigSeverity severity = ConfigSeverity.Error)
    {
        ArgumentNullException.ThrowIfNull(problems);
        JsonPosition at = Positions.Find(path);
        problems.Add(new ConfigProblem(File, at.Line, at.Column, path, Show(value), message, remedy, severity));
    }

    private static string? Show(JsonNode? value)
    {
        if (value is null)
        {
            return null;
        }

        string text = JsonNodes.FiniteCopy(value)?.ToJsonString() ?? "null";
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}
