using System.Text.Json.Nodes;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>The quality of all symbols with rolling statistics, and over all of them. Source: router contract, quality payload.</summary>
/// <param name="Global">Always there; without statistics the score of a medium bucket with nothing wrong and no TWAP.</param>
/// <param name="PerSymbol">Symbol → quality, in the order of the statistics.</param>
public sealed record RouterQualityPayload(RouterGlobalHealth Global, IReadOnlyDictionary<string, RouterSymbolQuality> PerSymbol)
{
    public static RouterQualityPayload Of(
        IReadOnlyDictionary<string, RouterStatsSnapshot.SymbolStats> stats, LiquidityBuckets buckets, RouterQualityConfig config, double now)
    {
        ArgumentNullException.ThrowIfNull(stats);
        return Of([.. stats.Values.Select(symbol => RouterQualityInput.Of(symbol, buckets))], config, now);
    }

    /// <summary>Of a published statistics map; members that are no objects are left out.</summary>
    public static RouterQualityPayload Read(
        JsonObject stats, Func<string, string?> liquidityBucket, RouterQualityConfig config, double now)
    {
        ArgumentNullException.ThrowIfNull(stats);
        ArgumentNullException.ThrowIfNull(liquidityBucket);
        var inputs = new List<RouterQualityInput>();
        foreach (KeyValuePair<string, JsonNode?> member in stats)
        {
            if (member.Value is JsonObject symbol)
            {
                inputs.Add(RouterQualityInput.Read(member.Key, symbol, liquidityBucket(member.Key)));
            }
        }

        return Of(inputs, config, now);
    }

    private static RouterQualityPayload Of(List<RouterQualityInput> inputs, RouterQualityConfig config, double now)
    {
        var perSymbol = new Dictionary<string, RouterSymbolQuality>(StringComparer.Ordinal);
        foreach (RouterQualityInput input in inputs)
        {
            perSymbol[input.Symbol] = RouterQuality.Symbol(input, config);
        }

        return new RouterQualityPayload(RouterQuality.Global(inputs, config, now), perSymbol);
    }
}
