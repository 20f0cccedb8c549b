using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>
/// How routing quality is scored per symbol and what it does to the hybrid score; block <c>router_quality</c> of the strategy
/// configuration. Source: intel contract, router quality score.
/// </summary>
public sealed record RouterQualityRules
{
    private static readonly string[] Buckets = ["A_HIGH", "B_MEDIUM", "C_LOW"];
    private static readonly double[] DefaultBucketPenalties = [0, -0.05, -0.15];

    public bool Enabled { get; init; } = true;

    public double BaseScore { get; init; } = 0.8;

    public double MinScore { get; init; } = 0.2;

    public double MaxScore { get; init; } = 1.0;

    /// <summary>Slippage drift in bps up to which routing is as expected.</summary>
    public double GreenDriftBps { get; init; } = 2;

    /// <summary>Slippage drift in bps up to which routing is tolerable.</summary>
    public double YellowDriftBps { get; init; } = 6;

    public double TwapSkipPenalty { get; init; } = 0.10;

    public double LowThreshold { get; init; } = 0.5;

    public double HighThreshold { get; init; } = 0.9;

    public double LowMultiplier { get; init; } = 0.5;

    public double HighMultiplier { get; init; } = 1.05;

    /// <summary>Least score that may be emitted.</summary>
    public double MinForEmission { get; init; } = 0.35;

    /// <summary>Liquidity bucket → change of the score; unknown buckets change nothing.</summary>
    public IReadOnlyDictionary<string, double> BucketPenalties { get; init; } = Penalties(null);

    /// <summary>The block with defaults for what it lacks.</summary>
    public static RouterQualityRules Read(JsonObject? block)
    {
        var otherwise = new RouterQualityRules();
        var drift = block?["slippage_drift_bps_thresholds"] as JsonObject;
        return new RouterQualityRules
        {
            Enabled = HybridConfig.IsEnabled(block),
            BaseScore = HybridConfig.Member(block, "base_score", otherwise.BaseScore),
            MinScore = HybridConfig.Member(block, "min_score", otherwise.MinScore),
            MaxScore = HybridConfig.Member(block, "max_score", otherwise.MaxScore),
            GreenDriftBps = HybridConfig.Member(drift, "green", otherwise.GreenDriftBps),
            YellowDriftBps = HybridConfig.Member(drift, "yellow", otherwise.YellowDriftBps),
            TwapSkipPenalty = HybridConfig.Member(block, "twap_skip_penalty", otherwise.TwapSkipPenalty),
            LowThreshold = HybridConfig.Member(block, "low_quality_threshold", otherwise.LowThreshold),
            HighThreshold = HybridConfig.Member(block, "high_quality_threshold", otherwise.HighThreshold),
            LowMultiplier = HybridConfig.Member(block, "low_quality_hybrid_multiplier", otherwise.LowMultiplier),
            HighMultiplier = HybridConfig.Member(block, "high_quality_hybrid_multiplier", otherwise.HighMultiplier),
            MinForEmission = HybridConfig.Member(block, "min_for_emission", otherwise.MinForEmission),
            BucketPenalties = Penalties(block?["bucket_penalties"] as JsonObject),
        };
    }

    /// <summary>Quality of a symbol's routing from its liquidity bucket, expected and realised slippage in bps and skipped TWAP share.</summary>
    public double Score(string? bucket, double? expectedBps, double? realizedBps, double? twapSkipRatio)
    {
        if (!Enabled)
        {
            return BaseScore;
        }

        double score = BaseScore + (bucket is not null && BucketPenalties.TryGetValue(bucket, out double penalty) ? penalty : 0);
        double drift = (realizedBps ?? 0) - (expectedBps ?? 0);
        score -= drift <= GreenDriftBps ? 0.02 : drift <= YellowDriftBps ? 0.08 : 0.18;
        score -= TwapSkipPenalty * IntelFields.Clamp01(twapSkipRatio ?? 0);
        return IntelFields.Clamp(score, MinScore, MaxScore);
    }

    /// <summary>What a quality does to the hybrid score.</summary>
    public double Multiplier(double quality) =>
        !Enabled ? 1 : quality <= LowThreshold ? LowMultiplier : quality >= HighThreshold ? HighMultiplier : 1;

    private static Dictionary<string, double> Penalties(JsonObject? block)
    {
        var penalties = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < Buckets.Length; i++)
        {
            penalties[Buckets[i]] = DefaultBucketPenalties[i];
        }

        if (block is not null)
        {
            foreach (KeyValuePair<string, JsonNode?> member in block)
            {
                if (Coerce.NumberOrBoolean(member.Value) is { } penalty)
                {
                    penalties[member.Key] = penalty;
                }
            }
        }

        return penalties;
    }
}
