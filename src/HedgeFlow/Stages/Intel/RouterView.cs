using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>A router health document as intel reads it: entries by upper-case symbol, later duplicates win. Immutable.</summary>
public sealed class RouterView
{
    private RouterView(Dictionary<string, RouterEntry> entries) => Entries = entries;

    public static RouterView None { get; } = new([]);

    public IReadOnlyDictionary<string, RouterEntry> Entries { get; }

    public RouterEntry? this[string symbol] => Entries.GetValueOrDefault(symbol);

    /// <summary>Our own build, whose rows carry their quality already.</summary>
    public static RouterView Of(RouterHealthState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var entries = new Dictionary<string, RouterEntry>(state.Symbols.Count, StringComparer.Ordinal);
        foreach (RouterSymbolRow row in state.Symbols)
        {
            entries[row.Symbol] = new RouterEntry(row);
        }

        return new RouterView(entries);
    }

    /// <summary>
    /// Our own document: the flat rows of <c>symbols</c>, each with the <c>quality_score</c> of
    /// <c>router_health.per_symbol</c> where that is published, so that live run and probes score the same moment alike.
    /// </summary>
    public static RouterView Merged(JsonObject? document)
    {
        if (document?["symbols"] is not JsonArray rows)
        {
            return None;
        }

        JsonObject? published = (document["router_health"] as JsonObject)?["per_symbol"] as JsonObject;
        var entries = new Dictionary<string, RouterEntry>(rows.Count, StringComparer.Ordinal);
        foreach (JsonNode? item in rows)
        {
            if (item is JsonObject row && IntelFields.Upper(row["symbol"]) is { Length: > 0 } symbol)
            {
                double? quality = Coerce.NumberOrBoolean((published?[symbol] as JsonObject)?["quality_score"]);
                entries[symbol] = new RouterEntry(quality is { } value && Coerce.JsonNumber(row["quality_score"]) != value ? With(row, value) : row);
            }
        }

        return new RouterView(entries);
    }

    /// <summary>
    /// The list under <c>symbols</c>, which is all that autotune reads of a document; without a list there is nothing.
    /// </summary>
    public static RouterView OfSymbols(JsonNode? document) =>
        (document as JsonObject)?["symbols"] is JsonArray list ? new RouterView(FromList(list)) : None;

    /// <summary>
    /// A foreign document in any of its layouts; the first that is there counts: map <c>by_symbol</c>, map or list
    /// <c>router_health.per_symbol</c>, list <c>symbols</c>, map <c>per_symbol</c>.
    /// </summary>
    public static RouterView Read(JsonNode? document)
    {
        if (document is not JsonObject root)
        {
            return None;
        }

        JsonNode? nested = (root["router_health"] as JsonObject)?["per_symbol"];
        return (root["by_symbol"], nested, root["symbols"], root["per_symbol"]) switch
        {
            (JsonObject map, _, _, _) => new RouterView(FromMap(map)),
            (_, JsonObject map, _, _) => new RouterView(FromMap(map)),
            (_, JsonArray list, _, _) => new RouterView(FromList(list)),
            (_, _, JsonArray list, _) => new RouterView(FromList(list)),
            (_, _, _, JsonObject map) => new RouterView(FromMap(map)),
            _ => None,
        };
    }

    private static Dictionary<string, RouterEntry> FromMap(JsonObject map)
    {
        var entries = new Dictionary<string, RouterEntry>(map.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> member in map)
        {
            if (member.Value is JsonObject row && member.Key.Length > 0)
            {
                entries[member.Key.ToUpperInvariant()] = new RouterEntry(row);
            }
        }

        return entries;
    }

    private static Dictionary<string, RouterEntry> FromList(JsonArray list)
    {
        var entries = new Dictionary<string, RouterEntry>(list.Count, StringComparer.Ordinal);
        foreach (JsonNode? item in list)
        {
            if (item is JsonObject row && IntelFields.Upper(row["symbol"]) is { Length: > 0 } symbol)
            {
                entries[symbol] = new RouterEntry(row);
            }
        }

        return entries;
    }

    private static JsonObject With(JsonObject row, double quality)
    {
        var copy = (JsonObject)row.DeepClone();
        copy["quality_score"] = quality;
        return copy;
    }
}
