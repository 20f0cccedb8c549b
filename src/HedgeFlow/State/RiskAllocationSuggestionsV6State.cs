using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>risk_allocation_suggestions_v6.json</c>: how the book's weight might be shared among symbols, and which caps would fit.
/// It changes nothing by itself. Source: state contract, risk_allocation_suggestions_v6; intel contract, feedback allocator.
/// </summary>
/// <param name="GeneratedTs">Instant of the run, epoch seconds UTC.</param>
/// <param name="GeneratedAt">The same instant, ISO.</param>
/// <param name="UpdatedTs">The same instant, epoch seconds UTC.</param>
/// <param name="LookbackDays">Length of the window behind expectancy.</param>
/// <param name="Global">State of the book.</param>
/// <param name="Symbols">Ascending by symbol; empty when nothing speaks for any symbol.</param>
public sealed record RiskAllocationSuggestionsV6State(
    [property: Finite] double GeneratedTs,
    string? GeneratedAt,
    [property: Finite] double UpdatedTs,
    double LookbackDays,
    RiskAllocationSuggestionsV6State.Book Global,
    IReadOnlyList<RiskAllocationSuggestionsV6State.Row> Symbols)
{
    public static StateSurface<RiskAllocationSuggestionsV6State> Surface { get; } = new(
        "risk_allocation_suggestions_v6",
        "risk_allocation_suggestions_v6.json",
        RiskAllocationSuggestionsV6StateJson.Default.RiskAllocationSuggestionsV6State);

    /// <param name="CurrentEquityUsd">USD.</param>
    /// <param name="CurrentDrawdownPct">Percent points, at least 0.</param>
    /// <param name="RiskMode">normal, cautious or defensive.</param>
    public sealed record Book(double? CurrentEquityUsd, double CurrentDrawdownPct, string RiskMode);

    /// <param name="Symbol">Upper case.</param>
    /// <param name="Score">0 to 1.</param>
    /// <param name="Expectancy">What the symbol earned and how it was routed.</param>
    /// <param name="RouterPolicy">The routing suggestion of the symbol.</param>
    /// <param name="Caps">Caps in force.</param>
    /// <param name="SuggestedCaps">Caps that would fit.</param>
    /// <param name="SuggestedWeight">0 to 1, six decimals; all of them sum to at most 1.</param>
    /// <param name="Rationale">The items in one text.</param>
    /// <param name="RationaleItems">Coded reasons.</param>
    public sealed record Row(
        string Symbol,
        double? Score,
        ExpectancyBlock Expectancy,
        PolicyBlock RouterPolicy,
        CurrentCaps Caps,
        SuggestedCapsBlock SuggestedCaps,
        double SuggestedWeight,
        string Rationale,
        IReadOnlyList<string> RationaleItems);

    /// <param name="Expectancy">USD per trade.</param>
    /// <param name="AvgReturn">USD per trade.</param>
    /// <param name="HitRate">0 to 1.</param>
    /// <param name="Regime">Routing regime.</param>
    public sealed record ExpectancyBlock(double? Expectancy, double? AvgReturn, double? HitRate, string? Regime);

    /// <param name="Current">Live policy.</param>
    /// <param name="Proposed">Proposed policy.</param>
    public sealed record PolicyBlock(MirroredObject Current, MirroredObject Proposed);

    /// <param name="CurrentMaxNavPct">Fraction of NAV.</param>
    /// <param name="CurrentMaxTradeNavPct">Fraction of NAV.</param>
    /// <param name="CurrentMaxConcurrentPositions">Positions.</param>
    public sealed record CurrentCaps(double CurrentMaxNavPct, double CurrentMaxTradeNavPct, long? CurrentMaxConcurrentPositions);

    /// <param name="MaxNavPct">Fraction of NAV, six decimals.</param>
    /// <param name="MaxTradeNavPct">Fraction of NAV, six decimals.</param>
    /// <param name="MaxConcurrentPositions">Positions.</param>
    public sealed record SuggestedCapsBlock(double MaxNavPct, double MaxTradeNavPct, long? MaxConcurrentPositions);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(RiskAllocationSuggestionsV6State))]
internal sealed partial class RiskAllocationSuggestionsV6StateJson : JsonSerializerContext;
