using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>The slot through which suggestions reach the router: written by the intel stage, read per order. Any thread.</summary>
public sealed class LatestSuggestions : ISuggestionSource
{
    private volatile FrozenDictionary<string, RouterPolicySuggestionsV6State.Row> _rows =
        FrozenDictionary<string, RouterPolicySuggestionsV6State.Row>.Empty;

    private volatile RiskAllocationSuggestionsV6State? _allocation;

    /// <summary>Replaces the suggestions of all symbols.</summary>
    public void Publish(RouterPolicySuggestionsV6State suggestions)
    {
        ArgumentNullException.ThrowIfNull(suggestions);
        _rows = suggestions.Symbols.ToFrozenDictionary(row => row.Symbol, StringComparer.Ordinal);
    }

    /// <summary>Replaces the risk mode.</summary>
    public void Publish(RiskAllocationSuggestionsV6State allocation) => _allocation = allocation;

    public JsonObject? Suggestion(string symbol) =>
        _rows.TryGetValue(symbol.ToUpperInvariant(), out RouterPolicySuggestionsV6State.Row? row)
            ? (JsonObject?)JsonSerializer.SerializeToNode(row, RouterPolicySuggestionsV6StateJson.Default.Row)
            : null;

    public ApplyRiskMode RiskMode(double now, double maxAgeS) => _allocation is { } allocation
        ? ApplyRiskMode.Of(allocation.Global.RiskMode, allocation.UpdatedTs, now, maxAgeS)
        : ApplyRiskMode.Of(null, null, now, maxAgeS);
}
