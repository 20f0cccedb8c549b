using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary><c>cache/rv_candles.json</c>: the hourly closes that relative-value momentum looks back on, for the next start.</summary>
/// <param name="Symbols">Symbol → bars, oldest first.</param>
public sealed record RvCandlesCache(IReadOnlyDictionary<string, IReadOnlyList<RvCandlesCache.Bar>> Symbols)
{
    public static StateSurface<RvCandlesCache> Cache { get; } =
        new("rv_candles_cache", "cache/rv_candles.json", RvCandlesCacheJson.Default.RvCandlesCache);

    /// <param name="Ts">Open time, epoch seconds UTC.</param>
    /// <param name="Close">Close; null when the bar had no usable one.</param>
    public sealed record Bar(double Ts, double Close);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(RvCandlesCache))]
internal sealed partial class RvCandlesCacheJson : JsonSerializerContext;
