namespace HedgeFlow.Configuration;

/// <summary>Paths of the configuration files of a book.</summary>
public sealed record ConfigurationFiles(
    string RiskLimits, string PairsUniverse, string Strategy, string CorrelationGroups, string LiquidityBuckets, string RvMomoBaskets)
{
    /// <summary>The files under their usual names.</summary>
    public static ConfigurationFiles In(string directory) => new(
        Path.Combine(directory, "risk_limits.json"),
        Path.Combine(directory, "pairs_universe.json"),
        Path.Combine(directory, "strategy_config.json"),
        Path.Combine(directory, "correlation_groups.json"),
        Path.Combine(directory, "liquidity_buckets.json"),
        Path.Combine(directory, "rv_momo_baskets.json"));

    public IReadOnlyList<string> All => [RiskLimits, PairsUniverse, Strategy, CorrelationGroups, LiquidityBuckets, RvMomoBaskets];
}
