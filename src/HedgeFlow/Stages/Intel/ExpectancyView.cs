using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>An expectancy document as the other intel steps read it: entries by upper-case symbol. Immutable.</summary>
public sealed class ExpectancyView
{
    private ExpectancyView(Dictionary<string, ExpectancyEntry> entries, double? lookbackHours)
    {
        Entries = entries;
        LookbackHours = lookbackHours;
    }

    public static ExpectancyView None { get; } = new([], null);

    public IReadOnlyDictionary<string, ExpectancyEntry> Entries { get; }

    /// <summary>Length of the document's window.</summary>
    public double? LookbackHours { get; }

    public ExpectancyEntry? this[string symbol] => Entries.GetValueOrDefault(symbol);

    /// <summary>Our own result.</summary>
    public static ExpectancyView Of(ExpectancyV6State state)
    {
        var entries = new Dictionary<string, ExpectancyEntry>(state.Symbols.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, ExpectancyStats> symbol in state.Symbols)
        {
            entries[symbol.Key] = new ExpectancyEntry(symbol.Value);
        }

        return new ExpectancyView(entries, state.LookbackHours);
    }

    /// <summary>
    /// A foreign document: the map under <c>symbols</c>, else, with <paramref name="bySymbol"/>, under <c>by_symbol</c>.
    /// Entries that are not objects are dropped.
    /// </summary>
    public static ExpectancyView Read(JsonNode? document, bool bySymbol = false)
    {
        if (document is not JsonObject root)
        {
            return None;
        }

        JsonObject? map = root["symbols"] as JsonObject ?? (bySymbol ? root["by_symbol"] as JsonObject : null);
        var entries = new Dictionary<string, ExpectancyEntry>(map?.Count ?? 0, StringComparer.Ordinal);
        if (map is not null)
        {
            foreach (KeyValuePair<string, JsonNode?> member in map)
            {
                if (member.Value is JsonObject entry)
                {
                    entries[member.Key.ToUpperInvariant()] = new ExpectancyEntry(entry);
                }
            }
        }

        return new ExpectancyView(entries, Coerce.NumberOrBoolean(root["lookback_hours"]));
    }
}
