using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>A routing suggestions document as the allocator reads it: entries by upper-case symbol. Immutable.</summary>
public sealed class PolicyView
{
    private PolicyView(Dictionary<string, PolicyEntry> entries) => Entries = entries;

    public static PolicyView None { get; } = new([]);

    public IReadOnlyDictionary<string, PolicyEntry> Entries { get; }

    public PolicyEntry? this[string symbol] => Entries.GetValueOrDefault(symbol);

    /// <summary>Our own result.</summary>
    public static PolicyView Of(RouterPolicySuggestionsV6State state)
    {
        var entries = new Dictionary<string, PolicyEntry>(state.Symbols.Count, StringComparer.Ordinal);
        foreach (RouterPolicySuggestionsV6State.Row row in state.Symbols)
        {
            entries[row.Symbol] = new PolicyEntry(
                row.Quality,
                row.Regime,
                MirroredObject.Of(row.CurrentPolicy, RouterPolicySuggestionsV6StateJson.Default.Policy),
                MirroredObject.Of(row.ProposedPolicy, RouterPolicySuggestionsV6StateJson.Default.Policy));
        }

        return new PolicyView(entries);
    }

    /// <summary>A foreign document: the list under <c>symbols</c>; later duplicates win.</summary>
    public static PolicyView Read(JsonNode? document)
    {
        if ((document as JsonObject)?["symbols"] is not JsonArray list)
        {
            return None;
        }

        var entries = new Dictionary<string, PolicyEntry>(list.Count, StringComparer.Ordinal);
        foreach (JsonNode? item in list)
        {
            if (item is JsonObject row && IntelFields.Upper(row["symbol"]) is { Length: > 0 } symbol)
            {
                entries[symbol] = new PolicyEntry(
                    Coerce.Text(row["quality"]),
                    Coerce.Text(row["regime"]),
                    MirroredObject.Of(row["current_policy"]),
                    MirroredObject.Of(row["proposed_policy"]));
            }
        }

        return new PolicyView(entries);
    }
}
