using System.Text.Json.Nodes;

namespace HedgeFlow.Configuration;

/// <summary>Form of <c>liquidity_buckets.json</c>. Source: router contract, liquidity bucket.</summary>
internal static class LiquidityBucketsFile
{
    private static readonly ConfigSchema Schema = new(
    [
        new("buckets", ConfigKey.Block(ConfigSchema.MapOf(ConfigKey.Block(new ConfigSchema(
        [
            new("symbols", ConfigKey.Texts),
            new("max_spread_bps", ConfigKey.Amount),
            new("default_maker_bias", new ConfigKey(ConfigKeyKind.Number, 0, 1)),
        ]))))),
        new("defaults", ConfigKey.Block(new ConfigSchema(
        [
            new("max_spread_bps", ConfigKey.Amount),
            new("default_maker_bias", new ConfigKey(ConfigKeyKind.Number, 0, 1)),
        ]))),
    ]);

    /// <summary>The normalised file; null when missing or unusable.</summary>
    public static JsonObject? Read(ConfigDocument document, ICollection<ConfigProblem> problems)
    {
        JsonObject normal = ConfigNormalizer.Normalize(document, document.Root, "", Schema, problems);
        return document.Root is JsonObject ? normal : null;
    }
}
