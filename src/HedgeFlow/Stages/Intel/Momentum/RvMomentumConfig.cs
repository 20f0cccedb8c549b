using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>
/// Block <c>rv_momentum</c> of the strategy configuration. One member of the wrong kind or out of range rejects all of it.
/// Source: factor contract, configuration.
/// </summary>
public sealed record RvMomentumConfig
{
    /// <summary>Longest look-back that is taken, eleven years of hours; a longer one is out of range.</summary>
    public const int LongestLookback = 100_000;

    public static RvMomentumConfig Default { get; } = new();

    public bool Enabled { get; init; } = true;

    /// <summary>Hourly bars that are looked at, 2 or more.</summary>
    public int LookbackBars { get; init; } = 48;

    /// <summary>Bars after which a return counts half, above 0.</summary>
    public double HalfLifeBars { get; init; } = 24;

    /// <summary><c>rank</c>; any other word is <c>zscore</c>.</summary>
    public string NormalizeMode { get; init; } = "zscore";

    public double BtcVsEthWeight { get; init; } = 0.35;

    public double L1VsAltWeight { get; init; } = 0.35;

    public double MemeVsRestWeight { get; init; } = 0.20;

    public double PerSymbolWeight { get; init; } = 0.10;

    /// <summary>Bound of the scores, above 0.</summary>
    public double MaxAbsScore { get; init; } = 1.0;

    /// <summary>Share of the score in the hybrid score; for its readers.</summary>
    public double HybridWeight { get; init; } = 0.10;

    /// <summary>For the screener.</summary>
    public double RvMinForLong { get; init; } = -0.5;

    /// <summary>For the screener.</summary>
    public double RvMaxForShort { get; init; } = 0.5;

    /// <summary>The settings of a strategy configuration; null when it is rejected.</summary>
    /// <param name="strategyConfig">The document; null when the file is missing or not JSON.</param>
    /// <param name="fault">Why it is rejected.</param>
    public static RvMomentumConfig? Load(JsonNode? strategyConfig, out string? fault)
    {
        fault = null;
        if (strategyConfig is null)
        {
            return Default;
        }

        if (strategyConfig is not JsonObject root)
        {
            fault = "the strategy configuration is not an object";
            return null;
        }

        if (root.TryGetPropertyValue("rv_momentum", out JsonNode? node) && node is not JsonObject)
        {
            fault = "rv_momentum: an object is expected";
            return null;
        }

        var members = new ConfigMembers(node as JsonObject, "rv_momentum");
        var config = new RvMomentumConfig
        {
            Enabled = members.Flag("enabled", Default.Enabled),
            LookbackBars = members.Integer("lookback_bars", Default.LookbackBars, min: 2, max: LongestLookback),
            HalfLifeBars = members.Number("half_life_bars", Default.HalfLifeBars, min: 0, aboveMin: true),
            NormalizeMode = members.Text("normalize_mode", Default.NormalizeMode),
            BtcVsEthWeight = members.Number("btc_vs_eth_weight", Default.BtcVsEthWeight),
            L1VsAltWeight = members.Number("l1_vs_alt_weight", Default.L1VsAltWeight),
            MemeVsRestWeight = members.Number("meme_vs_rest_weight", Default.MemeVsRestWeight),
            PerSymbolWeight = members.Number("per_symbol_weight", Default.PerSymbolWeight),
            MaxAbsScore = members.Number("max_abs_score", Default.MaxAbsScore, min: 0, aboveMin: true),
            HybridWeight = members.Number("hybrid_weight", Default.HybridWeight),
            RvMinForLong = members.Number("rv_min_for_long", Default.RvMinForLong),
            RvMaxForShort = members.Number("rv_max_for_short", Default.RvMaxForShort),
        };
        fault = members.Fault;
        return fault is null ? config : null;
    }
}
