using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// One symbol of a router health document, read once for scores and autotune, which know its members under different rules.
/// Rates 0 to 1, slippage in bps, latency in ms, money in USD. Source: intel contract, score inputs and autotune inputs.
/// </summary>
public sealed class RouterEntry
{
    private readonly JsonObject? _document;
    private readonly RouterSymbolRow? _row;

    /// <summary>The row of a foreign document; nobody changes it any more.</summary>
    public RouterEntry(JsonObject row)
    {
        _document = row;
        MakerFillRate = Coerce.NumberOrBoolean(row["maker_fill_rate"]);
        FallbackRate = Coerce.NumberOrBoolean(row["fallback_rate"]);
        SlippageP50 = Coerce.NumberOrBoolean(row["slippage_p50"]);
        FeesTotal = Coerce.NumberOrBoolean(row["fees_total"]);
        Pnl = Coerce.NumberOrBoolean(IntelFields.First(row, "realized_pnl", "cum_pnl"));
        VolatilityScale = Coerce.NumberOrBoolean(row["volatility_scale"]);
        JsonNode? quality = row["quality_score"];
        JsonNode? health = row["router_health_score"];
        Quality = Coerce.NumberOrBoolean(Coerce.Truthy(quality) ? quality : health);
        RawQuality = Coerce.NumberOrBoolean(quality) ?? Coerce.NumberOrBoolean(health) ?? Coerce.NumberOrBoolean(row["score"]);
        Routing = new RouterReading(row, MakerFillRate, FallbackRate, SlippageP50);
    }

    /// <summary>A row of our own.</summary>
    public RouterEntry(RouterSymbolRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _row = row;
        Routing = new RouterReading(row);
        MakerFillRate = Routing.FillRate;
        FallbackRate = Routing.FallbackRate;
        SlippageP50 = Routing.SlippageP50;
        RawQuality = IntelFields.Finite(row.QualityScore);
        Quality = RawQuality is 0 ? null : RawQuality;
    }

    public double? MakerFillRate { get; }

    public double? FallbackRate { get; }

    public double? SlippageP50 { get; }

    public double? FeesTotal { get; }

    public double? Pnl { get; }

    public double? VolatilityScale { get; }

    /// <summary>Published quality; a 0 falls through to its alias.</summary>
    public double? Quality { get; }

    /// <summary>Published quality as it is; a 0 counts.</summary>
    public double? RawQuality { get; }

    /// <summary>What autotune reads.</summary>
    public RouterReading Routing { get; }

    /// <summary>The row for repetition in a surface.</summary>
    public MirroredObject Mirror =>
        _row is null ? MirroredObject.Of(_document) : MirroredObject.Of(_row, RouterHealthStateJson.Default.RouterSymbolRow);
}
