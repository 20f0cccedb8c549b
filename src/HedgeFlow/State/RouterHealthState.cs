using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>router_health.json</c>: how orders were routed and filled, in the list form of the first contracts, the aggregate
/// form and the nested form at once; every symbol of the universe is listed, also without data.
/// Ratios 0..1, slippage in bps (positive = cost), latency in ms, times in epoch seconds unless named ISO.
/// </summary>
public sealed record RouterHealthState
{
    public static StateSurface<RouterHealthState> Surface { get; } =
        new("router_health", "router_health.json", RouterHealthStateJson.Default.RouterHealthState);

    [Finite]
    public required double UpdatedTs { get; init; }

    /// <summary>0..1.</summary>
    public required double RouterHealthScore { get; init; }

    /// <summary>Over all symbols, as the following ones; null without samples.</summary>
    public double? MakerFillRate { get; init; }

    public double? FallbackRatio { get; init; }

    public double? FallbackRate => FallbackRatio;

    [JsonPropertyName("slippage_p50")]
    public double? SlippageP50 { get; init; }

    [JsonPropertyName("slip_q50")]
    public double? SlipQ50 => SlippageP50;

    [JsonPropertyName("slip_q95")]
    public double? SlipQ95 { get; init; }

    [JsonPropertyName("slippage_p95")]
    public double? SlippageP95 => SlipQ95;

    public required NestedBlock RouterHealth { get; init; }

    public RouterGlobalHealth Global => RouterHealth.Global;

    public IReadOnlyDictionary<string, RouterSymbolQuality> PerSymbol => RouterHealth.PerSymbol;

    public required SummaryBlock Summary { get; init; }

    /// <summary>By symbol, ordinal.</summary>
    public required IReadOnlyList<RouterSymbolRow> Symbols { get; init; }

    /// <summary>Symbol → outcome of its orders; also what the next build adapts the maker offset with.</summary>
    public required IReadOnlyDictionary<string, RouterEventHealth> SymbolStats { get; init; }

    /// <summary>The nested form.</summary>
    public sealed record NestedBlock
    {
        public required RouterGlobalHealth Global { get; init; }

        /// <summary>Symbols with fills in the rolling window.</summary>
        public required IReadOnlyDictionary<string, RouterSymbolQuality> PerSymbol { get; init; }

        public required MetaBlock Meta { get; init; }
    }

    /// <summary>The rolling window behind the nested form.</summary>
    public sealed record MetaBlock
    {
        public required double WindowSeconds { get; init; }

        public required int MinEvents { get; init; }

        [Finite]
        public required double UpdatedTs { get; init; }
    }

    public sealed record SummaryBlock
    {
        [Finite]
        public required double UpdatedTs { get; init; }

        /// <summary>Rows in the list.</summary>
        public required int Count { get; init; }

        public required QualityCounts QualityCounts { get; init; }

        /// <summary>Rows whose policy starts as maker.</summary>
        public required int MakerFirstEnabled { get; init; }
    }

    public sealed record QualityCounts(int Good, int Ok, int Degraded, int Broken);
}
