using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Dashboard;

/// <summary>What the panels of one refresh read: the files as found, the log tails, and the short histories of this process.</summary>
internal sealed class BoardData(SurfaceShelf shelf, EventTail tail, History history, double now, JsonObject? strategy = null)
{
    private readonly Dictionary<string, SurfaceReading> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<JsonObject>> _rows = new(StringComparer.Ordinal);

    /// <summary>Epoch seconds of the refresh.</summary>
    public double Now => now;

    public History History => history;

    public JsonObject? Strategy => strategy;

    public SurfaceReading Reading(string name)
    {
        string file = name + ".json";
        return _read.TryGetValue(file, out SurfaceReading reading) ? reading : _read[file] = shelf.Read(file);
    }

    /// <summary>The surface, or its stand-in where it is missing or broken and the stand-in is whole.</summary>
    public SurfaceReading Pick(string name, string? fallback)
    {
        SurfaceReading reading = Reading(name);
        return reading.Error is not null && fallback is not null && Reading(fallback) is { Error: null } other ? other : reading;
    }

    public JsonObject? Document(string name) => Reading(name).Document;

    public IReadOnlyList<JsonObject> Rows(string file) => _rows.TryGetValue(file, out IReadOnlyList<JsonObject>? rows) ? rows : _rows[file] = tail.Rows(file, 500);

    /// <summary>The first of the paths (<c>a.b</c>) that holds a number.</summary>
    public static double? Number(JsonObject? document, params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (Coerce.Number(At(document, path)) is { } number && double.IsFinite(number))
            {
                return number;
            }
        }

        return null;
    }

    public static string? Text(JsonObject? document, params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (Coerce.Text(At(document, path)) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    public static JsonNode? At(JsonObject? document, string path)
    {
        JsonNode? node = document;
        foreach (string key in path.Split('.'))
        {
            node = (node as JsonObject)?[key];
        }

        return node;
    }

    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonArray list => list.OfType<JsonObject>(),
        JsonObject map => map.Where(member => member.Value is JsonObject).Select(member => WithSymbol(member.Key, (JsonObject)member.Value!)),
        _ => [],
    };

    /// <summary>A cell: text or finite number, otherwise empty.</summary>
    public static JsonNode? Cell(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    public static JsonNode? Cell(string? value) => value is null ? null : JsonValue.Create(value.Length <= 300 ? value : value[..299] + "…");

    private static JsonObject WithSymbol(string key, JsonObject row)
    {
        if (row.ContainsKey("symbol"))
        {
            return row;
        }

        var copy = (JsonObject)row.DeepClone();
        copy["symbol"] = key;
        return copy;
    }
}
