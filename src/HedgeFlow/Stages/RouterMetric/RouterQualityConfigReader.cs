using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Reads the block <c>router_quality</c>: an absent or null member has its default, one that cannot be read is an error;
/// unknown members are left alone. Source: router contract, configuration.
/// </summary>
public static class RouterQualityConfigReader
{
    private const string BlockName = "router_quality";

    /// <summary>
    /// The settings; each problem goes to <paramref name="errors"/> as <c>router_quality.key: problem</c>, and its member
    /// keeps the default. With an error the caller keeps its last good settings.
    /// </summary>
    public static RouterQualityConfig Read(JsonObject? strategyConfig, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var root = new Block(strategyConfig, "", errors);
        Block block = root.Child(BlockName);
        Block window = block.Child("stats_window");
        Block drift = block.Child("slippage_drift_bps_thresholds");
        Block latency = block.Child("latency_ms_thresholds");
        Block penalties = block.Child("bucket_penalties");
        RouterQualityConfig d = RouterQualityConfig.Default;
        return new RouterQualityConfig
        {
            Enabled = block.Flag("enabled", d.Enabled),
            BaseScore = block.Number("base_score", d.BaseScore),
            MinScore = block.Number("min_score", d.MinScore),
            MaxScore = block.Number("max_score", d.MaxScore),
            StatsWindowSeconds = window.Number("seconds", d.StatsWindowSeconds),
            StatsWindowMinEvents = (int)Math.Clamp(window.Number("min_events", d.StatsWindowMinEvents), int.MinValue, int.MaxValue),
            LatencyFastMs = latency.Number("fast", d.LatencyFastMs),
            LatencyNormalMs = latency.Number("normal", d.LatencyNormalMs),
            SlippageDriftGreenBps = drift.Number("green", d.SlippageDriftGreenBps),
            SlippageDriftYellowBps = drift.Number("yellow", d.SlippageDriftYellowBps),
            BucketPenaltyAHigh = penalties.Number("A_HIGH", d.BucketPenaltyAHigh),
            BucketPenaltyBMedium = penalties.Number("B_MEDIUM", d.BucketPenaltyBMedium),
            BucketPenaltyCLow = penalties.Number("C_LOW", d.BucketPenaltyCLow),
            TwapSkipPenalty = block.Number("twap_skip_penalty", d.TwapSkipPenalty),
            LowQualityThreshold = block.Number("low_quality_threshold", d.LowQualityThreshold),
            HighQualityThreshold = block.Number("high_quality_threshold", d.HighQualityThreshold),
            LowQualityHybridMultiplier = block.Number("low_quality_hybrid_multiplier", d.LowQualityHybridMultiplier),
            HighQualityHybridMultiplier = block.Number("high_quality_hybrid_multiplier", d.HighQualityHybridMultiplier),
            MinForEmission = block.Number("min_for_emission", d.MinForEmission),
        };
    }

    private readonly struct Block(JsonObject? map, string path, ICollection<string> errors)
    {
        public Block Child(string key)
        {
            JsonNode? node = map?[key];
            if (node is not null and not JsonObject)
            {
                errors.Add($"{path}{key}: not an object");
            }

            return new Block(node as JsonObject, $"{path}{key}.", errors);
        }

        public double Number(string key, double missing)
        {
            JsonNode? node = map?[key];
            if (node is null)
            {
                return missing;
            }

            if (Coerce.Number(node) is { } number)
            {
                return number;
            }

            errors.Add($"{path}{key}: not a number");
            return missing;
        }

        public bool Flag(string key, bool missing)
        {
            JsonNode? node = map?[key];
            if (node is JsonObject or JsonArray)
            {
                errors.Add($"{path}{key}: not a flag");
                return missing;
            }

            return node is null ? missing : Coerce.Flag(node);
        }
    }
}
