using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Dashboard;

/// <summary>
/// The newest rows of the logs that the page may show, by an allow-list of names. A caller's text never becomes part of a path.
/// Source: services contract, readers.
/// </summary>
internal sealed class EventTail(BookPaths paths, TimeProvider time)
{
    public const int MaxRows = 500;
    private const double WindowSeconds = 86400;

    private static readonly Dictionary<string, string> Names = JournalCatalog.Files.ToDictionary(file => Path.GetFileName(file)!, file => file, StringComparer.Ordinal);

    /// <summary>Path of the log a caller may name, with or without its ending; null = not on the list.</summary>
    public static string? Resolve(string? name) =>
        name is { Length: > 0 and < 64 } && (Names.TryGetValue(name, out string? file) || Names.TryGetValue(name + ".jsonl", out file)) ? file : null;

    /// <summary>Rows of the last 24 h (undated ones included), oldest first.</summary>
    public IReadOnlyList<JsonObject> Rows(string file, int limit = 200)
    {
        double since = time.EpochSeconds() - WindowSeconds;
        JsonObject[] rows = [.. new JsonlTail(paths.JournalPath(file)).Window().Where(row => IsoTime.OfRecord(row) is not { } at || at >= since)];
        return rows.Length <= limit ? rows : rows[^limit..];
    }
}
