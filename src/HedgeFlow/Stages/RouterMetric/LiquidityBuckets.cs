using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Which liquidity bucket a symbol belongs to: content of <c>liquidity_buckets.json</c>. Source: router contract, bucket.
/// A missing or malformed document gives the generic bucket to everybody. Immutable.
/// </summary>
public sealed class LiquidityBuckets
{
    public const string Generic = "GENERIC";

    private const double DefaultMaxSpreadBps = 15;
    private const double DefaultMakerBias = 0.5;

    private readonly Dictionary<string, LiquidityBucket> _symbols = new(StringComparer.Ordinal);
    private readonly LiquidityBucket _generic;

    private LiquidityBuckets(JsonObject? document)
    {
        var defaults = document?["defaults"] as JsonObject;
        _generic = new LiquidityBucket(
            Generic,
            Coerce.Number(defaults?["max_spread_bps"]) ?? DefaultMaxSpreadBps,
            Coerce.Number(defaults?["default_maker_bias"]) ?? DefaultMakerBias);
        if (document?["buckets"] is not JsonObject buckets)
        {
            return;
        }

        foreach (KeyValuePair<string, JsonNode?> member in buckets)
        {
            Add(member.Key, member.Value as JsonObject);
        }
    }

    /// <summary>Everything generic.</summary>
    public static LiquidityBuckets Empty { get; } = new(null);

    /// <summary>The text of the file; null when there is none.</summary>
    public static LiquidityBuckets Parse(string? text) => Of(JsonNodes.TryParse(text, out _) as JsonObject);

    public static LiquidityBuckets Of(JsonObject? document) => document is null ? Empty : new LiquidityBuckets(document);

    /// <summary>The bucket of a symbol in any spelling; the last definition of a symbol wins.</summary>
    public LiquidityBucket For(string? symbol) =>
        _symbols.TryGetValue(symbol?.Trim().ToUpperInvariant() ?? "", out LiquidityBucket? bucket) ? bucket : _generic;

    private void Add(string name, JsonObject? definition)
    {
        if (definition?["symbols"] is not JsonArray symbols)
        {
            return;
        }

        var bucket = new LiquidityBucket(
            name,
            Coerce.Number(definition["max_spread_bps"]) ?? _generic.MaxSpreadBps,
            Coerce.Number(definition["default_maker_bias"]) ?? _generic.DefaultMakerBias);
        foreach (JsonNode? symbol in symbols)
        {
            if (Coerce.Symbol(symbol) is { Length: > 0 } key)
            {
                _symbols[key] = bucket;
            }
        }
    }
}
