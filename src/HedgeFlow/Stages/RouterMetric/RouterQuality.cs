using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Scores routing by slippage drift, latency, liquidity and TWAP use, per symbol and over all. Source: router contract,
/// quality payload. With the default weights no score exceeds 0.8.
/// </summary>
public static class RouterQuality
{
    public const string DefaultBucket = "B_MEDIUM";

    public static string DriftBucket(double driftBps, RouterQualityConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return driftBps <= config.SlippageDriftGreenBps ? "GREEN" : driftBps <= config.SlippageDriftYellowBps ? "YELLOW" : "RED";
    }

    public static string LatencyBucket(double latencyMs, RouterQualityConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return latencyMs <= config.LatencyFastMs ? "FAST" : latencyMs <= config.LatencyNormalMs ? "NORMAL" : "SLOW";
    }

    /// <summary>Between the configured lowest and highest score; an unknown bucket costs nothing.</summary>
    public static double Score(
        string? routerBucket, string? driftBucket, string? latencyBucket, double? twapUsageRatio, RouterQualityConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        double liquidity = routerBucket switch
        {
            "A_HIGH" => config.BucketPenaltyAHigh,
            "B_MEDIUM" => config.BucketPenaltyBMedium,
            "C_LOW" => config.BucketPenaltyCLow,
            _ => 0,
        };
        double drift = driftBucket switch { "YELLOW" => 0.05, "RED" => 0.12, _ => 0 };
        double latency = latencyBucket switch { "NORMAL" => 0.03, "SLOW" => 0.08, _ => 0 };
        double twap = config.TwapSkipPenalty * RouterScore.Clamp01(1 - RouterScore.Known(twapUsageRatio));
        return Math.Max(config.MinScore, Math.Min(config.MaxScore, config.BaseScore + liquidity - drift - latency - twap));
    }

    public static RouterSymbolQuality Symbol(in RouterQualityInput input, RouterQualityConfig config)
    {
        string drift = DriftBucket(input.SlippageDriftBps, config);
        string latency = LatencyBucket(input.AvgLatencyMs, config);
        return new RouterSymbolQuality
        {
            Symbol = input.Symbol,
            QualityScore = Score(input.Bucket, drift, latency, input.TwapUsageRatio, config),
            AvgSlippageBps = input.AvgSlippageBps,
            SlippageDriftBps = input.SlippageDriftBps,
            SlippageDriftBucket = drift,
            AvgLatencyMs = input.AvgLatencyMs,
            LatencyBucket = latency,
            LastOrderTs = input.LastOrderTs,
            LastFillTs = input.LastFillTs,
            TwapUsageRatio = input.TwapUsageRatio,
            TwapNotional = input.TwapNotional,
            ChildOrders = new RouterStatsSnapshot.ChildOrders { Count = input.ChildCount, FillRatio = input.ChildFillRatio },
            RouterBucket = input.Bucket,
            TotalNotional = input.TotalNotional,
            EventCount = input.EventCount,
        };
    }

    /// <summary>Averages weighted by notional. The bucket is the one with the largest weight, the first of equals.</summary>
    public static RouterGlobalHealth Global(IReadOnlyList<RouterQualityInput> inputs, RouterQualityConfig config, double now)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        double weight = 0, notional = 0, twapNotional = 0;
        var buckets = new List<(string Name, double Weight)>();
        foreach (RouterQualityInput input in inputs)
        {
            weight += input.Weight;
            notional += input.TotalNotional;
            twapNotional += input.TwapNotional;
            int at = buckets.FindIndex(bucket => bucket.Name == input.Bucket);
            if (at < 0)
            {
                buckets.Add((input.Bucket, input.Weight));
            }
            else
            {
                buckets[at] = (input.Bucket, buckets[at].Weight + input.Weight);
            }
        }

        double slippage = 0, drift = 0, latency = 0, usage = 0;
        foreach (RouterQualityInput input in inputs)
        {
            // Shares instead of products, so that huge notionals cannot overflow.
            double share = double.IsFinite(weight) ? input.Weight / weight : 1.0 / inputs.Count;
            slippage += input.AvgSlippageBps * share;
            drift += input.SlippageDriftBps * share;
            latency += input.AvgLatencyMs * share;
            usage += input.TwapUsageRatio * share;
        }

        usage = twapNotional > 0 && notional > 0 ? twapNotional / notional : usage;
        return Global(Largest(buckets), slippage, drift, latency, usage, config, now);
    }

    private static RouterGlobalHealth Global(
        string bucket, double slippage, double drift, double latency, double usage, RouterQualityConfig config, double now)
    {
        drift = RouterScore.Known(drift);
        latency = RouterScore.Known(latency);
        usage = RouterScore.Clamp01(RouterScore.Known(usage));
        string driftBucket = DriftBucket(drift, config);
        string latencyBucket = LatencyBucket(latency, config);
        return new RouterGlobalHealth
        {
            QualityScore = Score(bucket, driftBucket, latencyBucket, usage, config),
            AvgSlippageBps = RouterScore.Known(slippage),
            SlippageDriftBps = drift,
            SlippageDriftBucket = driftBucket,
            AvgLatencyMs = latency,
            LatencyBucket = latencyBucket,
            TwapUsageRatio = usage,
            RouterBucket = bucket,
            UpdatedTs = now,
        };
    }

    private static string Largest(List<(string Name, double Weight)> buckets)
    {
        (string Name, double Weight) largest = (DefaultBucket, double.NegativeInfinity);
        foreach ((string Name, double Weight) bucket in buckets)
        {
            largest = bucket.Weight > largest.Weight ? bucket : largest;
        }

        return largest.Name;
    }
}
