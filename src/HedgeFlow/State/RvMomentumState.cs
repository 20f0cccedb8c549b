using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>rv_momentum.json</c>: how each symbol moved against the others over the look-back. Not written while it is switched off.
/// Source: factor contract, relative-value momentum.
/// </summary>
/// <param name="UpdatedTs">Instant of the run, epoch seconds UTC.</param>
/// <param name="PerSymbol">Symbol, in ordinal order → score.</param>
/// <param name="Spreads">How the groups moved against each other.</param>
public sealed record RvMomentumState(
    [property: Finite] double UpdatedTs, IReadOnlyDictionary<string, RvMomentumState.SymbolMomentum> PerSymbol, RvMomentumState.GroupSpreads Spreads)
{
    public static StateSurface<RvMomentumState> Surface { get; } =
        new("rv_momentum", "rv_momentum.json", RvMomentumStateJson.Default.RvMomentumState);

    /// <param name="Score">Against the other symbols, within the configured bound, 4 decimals.</param>
    /// <param name="RawScore">Before that, 4 decimals.</param>
    /// <param name="Baskets">Every configured basket that it is in.</param>
    public sealed record SymbolMomentum(double Score, double RawScore, IReadOnlyList<string> Baskets);

    /// <summary>Mean log return per bar of the first group over the second, 4 decimals.</summary>
    public sealed record GroupSpreads(
        [property: JsonPropertyName("btc_vs_eth")] double BtcVsEth,
        [property: JsonPropertyName("l1_vs_alt")] double L1VsAlt,
        [property: JsonPropertyName("meme_vs_rest")] double MemeVsRest);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(RvMomentumState))]
internal sealed partial class RvMomentumStateJson : JsonSerializerContext;
