using System.Text.Json.Serialization;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Content of <c>cache/position_tp_sl.json</c>.</summary>
public sealed record TpSlCache
{
    /// <summary>Position key → levels.</summary>
    public required IReadOnlyDictionary<string, Entry> Entries { get; init; }

    public static StateSurface<TpSlCache> Cache { get; } =
        new("position_tp_sl", "cache/position_tp_sl.json", TpSlCacheJson.Default.TpSlCache);

    public static TpSlCache Of(TpSlRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var entries = new OrderedDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, TpSlLevels> levels in registry.Snapshot())
        {
            entries[levels.Key] = new Entry(levels.Value.Tp, levels.Value.Sl);
        }

        return new TpSlCache { Entries = entries };
    }

    /// <summary>Levels of one position under their stored names.</summary>
    public sealed record Entry(double? TakeProfitPrice, double? StopLossPrice);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(TpSlCache))]
internal sealed partial class TpSlCacheJson : JsonSerializerContext;
