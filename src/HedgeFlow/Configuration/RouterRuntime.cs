using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>How orders are sent: blocks <c>runtime.router</c> and <c>fees</c> of the strategy configuration. Source: risk contract, configuration.</summary>
public sealed record RouterRuntime
{
    public static RouterRuntime Default { get; } = new();

    public bool TwapEnabled { get; init; }

    /// <summary>USD.</summary>
    public double TwapMinNotionalUsd { get; init; }

    public int TwapSlices { get; init; } = 1;

    public double TwapIntervalSeconds { get; init; }

    /// <summary>Trades after which an observation of slippage weighs half.</summary>
    public double SlippageHalflifeTrades { get; init; } = 50;

    public int DepthLevels { get; init; } = 5;

    /// <summary>A slice waits while the spread is above the bucket's maximum times this.</summary>
    public double SpreadPauseFactor { get; init; } = 1.5;

    /// <summary>Bps; wider, and nothing is posted.</summary>
    public double MaxSpreadBps { get; init; } = 12;

    /// <summary>Bps; wider, and the offset is limited to this.</summary>
    public double OffsetSpreadClampBps { get; init; } = 6;

    /// <summary>Post-only refusals before the order takes.</summary>
    public int RejectsMax { get; init; } = 4;

    /// <summary>Bps of slippage of a limit order before it takes.</summary>
    public double SlipMaxBps { get; init; } = 5;

    /// <summary>Bps; negative = rebate.</summary>
    public double MakerFeeBps { get; init; } = -1;

    public double TakerFeeBps { get; init; } = 5;

    /// <summary>Reads a strategy configuration; what is missing keeps its default.</summary>
    public static RouterRuntime Of(JsonObject? strategy)
    {
        var runtime = strategy?["runtime"] as JsonObject;
        var router = runtime?["router"] as JsonObject;
        var twap = router?["twap"] as JsonObject;
        var slippage = router?["slippage"] as JsonObject;
        JsonObject? fees = runtime?["fees"] as JsonObject ?? strategy?["fees"] as JsonObject;
        RouterRuntime d = Default;
        return new RouterRuntime
        {
            TwapEnabled = Coerce.Flag(twap?["enabled"]),
            TwapMinNotionalUsd = Coerce.Number(twap?["min_notional_usd"]) ?? d.TwapMinNotionalUsd,
            TwapSlices = Count(twap?["slices"]) ?? d.TwapSlices,
            TwapIntervalSeconds = Coerce.Number(twap?["interval_seconds"]) ?? d.TwapIntervalSeconds,
            SlippageHalflifeTrades = Coerce.Number(slippage?["ewma_halflife_trades"]) ?? d.SlippageHalflifeTrades,
            DepthLevels = Count(slippage?["depth_levels"]) ?? d.DepthLevels,
            SpreadPauseFactor = Coerce.Number(slippage?["spread_pause_factor"]) ?? d.SpreadPauseFactor,
            MaxSpreadBps = Coerce.Number(router?["max_spread_bps"]) ?? d.MaxSpreadBps,
            OffsetSpreadClampBps = Coerce.Number(router?["offset_spread_clamp_bps"]) ?? d.OffsetSpreadClampBps,
            RejectsMax = Count(router?["rejects_max"]) ?? d.RejectsMax,
            SlipMaxBps = Coerce.Number(router?["slip_max_bps"]) ?? d.SlipMaxBps,
            MakerFeeBps = Coerce.Number(fees?["maker_bps"]) ?? d.MakerFeeBps,
            TakerFeeBps = Coerce.Number(fees?["taker_bps"]) ?? d.TakerFeeBps,
        };
    }

    private static int? Count(JsonNode? node) => Coerce.Number(node) is { } number ? (int)Math.Clamp(Math.Truncate(number), 0, 100_000) : null;
}
