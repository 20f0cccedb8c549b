using System.Text.Json.Serialization;
using HedgeFlow.Domain;

namespace HedgeFlow.State;

/// <summary>One symbol in the list of <c>router_health.json</c>. Numbers are null without data; the rolling ones without fills.</summary>
public sealed record RouterSymbolRow
{
    public required string Symbol { get; init; }

    public double? MakerFillRate { get; init; }

    public double? FallbackRate { get; init; }

    public double? FallbackRatio => FallbackRate;

    [JsonPropertyName("slippage_p50")]
    public double? SlippageP50 { get; init; }

    [JsonPropertyName("slippage_p95")]
    public double? SlippageP95 { get; init; }

    public required RouterPolicy Policy { get; init; }

    /// <summary>Bps from mid, as the policy says.</summary>
    public double? MakerOffsetBps => Policy.OffsetBps;

    /// <summary>Median dispatch round trip over the window, ms.</summary>
    public double? AckLatencyMs { get; init; }

    public bool? MakerFirst => Policy.MakerFirst;

    public string? TakerBias => Policy.TakerBias;

    public string? Bias => Policy.TakerBias;

    public string? Quality => Policy.Quality;

    public double? OffsetBps => Policy.OffsetBps;

    /// <summary>Absolute slippage over the rolling fill window, bps.</summary>
    public double? AvgSlippageBps { get; init; }

    public double? SlippageDriftBps { get; init; }

    /// <summary>Mean order-to-fill time over the rolling fill window, ms.</summary>
    public double? LatencyMs { get; init; }

    public string? RouterBucket { get; init; }

    /// <summary>0..1.</summary>
    public double? QualityScore { get; init; }

    /// <summary>0..1.</summary>
    public double? TwapUsageRatio { get; init; }

    /// <summary>Post-only orders that the exchange refused.</summary>
    public int PostOnlyRejects { get; init; }

    /// <summary>Events in the effectiveness window, close rows included.</summary>
    public int SampleCount { get; init; }

    public RouterAutotuneResult? Autotune { get; init; }

    /// <summary>Epoch seconds.</summary>
    public required double UpdatedTs { get; init; }
}
