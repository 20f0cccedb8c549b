using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>router_policy_suggestions_v6.json</c>: how each symbol's routing policy might be nudged, and why. It changes nothing by
/// itself. Source: state contract, router_policy_suggestions_v6; intel contract, autotune.
/// </summary>
/// <param name="GeneratedTs">Instant of the run, epoch seconds UTC.</param>
/// <param name="GeneratedAt">The same instant, ISO.</param>
/// <param name="UpdatedTs">The same instant, epoch seconds UTC.</param>
/// <param name="LookbackDays">Length of the window behind expectancy.</param>
/// <param name="Symbols">Ascending by symbol.</param>
/// <param name="ProposedPolicy">Symbol → its proposed policy.</param>
public sealed record RouterPolicySuggestionsV6State(
    [property: Finite] double GeneratedTs,
    string? GeneratedAt,
    [property: Finite] double UpdatedTs,
    double LookbackDays,
    IReadOnlyList<RouterPolicySuggestionsV6State.Row> Symbols,
    IReadOnlyDictionary<string, RouterPolicySuggestionsV6State.Policy> ProposedPolicy)
{
    public static StateSurface<RouterPolicySuggestionsV6State> Surface { get; } = new(
        "router_policy_suggestions_v6",
        "router_policy_suggestions_v6.json",
        RouterPolicySuggestionsV6StateJson.Default.RouterPolicySuggestionsV6State);

    /// <param name="Symbol">Upper case.</param>
    /// <param name="Regime">broken, fallback_heavy, slippage_hot, maker_strong or balanced.</param>
    /// <param name="Quality">good, ok, degraded or broken.</param>
    /// <param name="Metrics">Routing metrics behind both.</param>
    /// <param name="ExpectancyInputs">What expectancy said.</param>
    /// <param name="ScoreInputs">What the score said.</param>
    /// <param name="CurrentPolicy">The live policy.</param>
    /// <param name="ProposedPolicy">One bounded step away from it.</param>
    /// <param name="Rationale">Coded reasons, in the order in which they were applied.</param>
    public sealed record Row(
        string Symbol,
        string Regime,
        string Quality,
        RoutingMetrics Metrics,
        ExpectancyInput ExpectancyInputs,
        ScoreInput ScoreInputs,
        Policy CurrentPolicy,
        Policy ProposedPolicy,
        IReadOnlyList<string> Rationale);

    /// <param name="FillRate">Share of maker fills, 0 to 1.</param>
    /// <param name="FallbackRate">Share of maker attempts that fell back, 0 to 1.</param>
    /// <param name="SlipP50Bps">Median slippage.</param>
    /// <param name="SlipP95Bps">95th percentile of slippage.</param>
    /// <param name="LatencyP50Ms">Median acknowledgement latency.</param>
    public sealed record RoutingMetrics(
        double? FillRate, double? FallbackRate, double? SlipP50Bps, double? SlipP95Bps, double? LatencyP50Ms);

    /// <param name="Expectancy">USD per trade.</param>
    /// <param name="HitRate">0 to 1.</param>
    public sealed record ExpectancyInput(double? Expectancy, double? HitRate);

    /// <param name="Score">0 to 1.</param>
    public sealed record ScoreInput(double? Score);

    /// <param name="MakerFirst">Orders start as maker.</param>
    /// <param name="TakerBias">0 (maker) to 1 (taker).</param>
    /// <param name="BiasLabel">prefer_maker, balanced or prefer_taker; a live policy's own word is kept.</param>
    /// <param name="OffsetBps">Distance of the maker price from mid.</param>
    public sealed record Policy(bool MakerFirst, double TakerBias, string BiasLabel, double OffsetBps);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(RouterPolicySuggestionsV6State))]
internal sealed partial class RouterPolicySuggestionsV6StateJson : JsonSerializerContext;
