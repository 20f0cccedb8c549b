using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// How well the router worked over its window, for one symbol or for all: ratios 0..1, slippage quantiles in bps
/// (positive = cost), null without samples. Source: router contract, effectiveness.
/// </summary>
public sealed record RouterEffectiveness
{
    public static RouterEffectiveness None { get; } = new();

    public double? MakerFillRatio { get; init; }

    public double? FallbackRatio { get; init; }

    [JsonPropertyName("slip_q25")]
    public double? SlipQ25 { get; init; }

    [JsonPropertyName("slip_q50")]
    public double? SlipQ50 { get; init; }

    [JsonPropertyName("slip_q75")]
    public double? SlipQ75 { get; init; }

    [JsonPropertyName("slip_q95")]
    public double? SlipQ95 { get; init; }

    /// <summary>Events in the window, close rows included.</summary>
    public int SampleCount { get; init; }
}
