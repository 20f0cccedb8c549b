using System.Text.Json.Nodes;
using HedgeFlow.Numerics;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Order-metric rows in short, without a window. Source: router contract, row summary.</summary>
public sealed record RouterRowSummary
{
    /// <summary>0..1; null when no row says.</summary>
    public double? MakerFillRate { get; init; }

    /// <summary>0..1; null when no row started as maker.</summary>
    public double? FallbackRate { get; init; }

    /// <summary>Bps.</summary>
    public double? SlippageP50 { get; init; }

    /// <summary>Bps.</summary>
    public double? SlippageP95 { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? AckLatencyP50Ms { get; init; }

    /// <summary>Rows that say whether they ended as maker; null when none does.</summary>
    public int? SampleCount { get; init; }

    public static RouterRowSummary Of(IEnumerable<JsonObject> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int makerRows = 0, makers = 0, starts = 0, fallbacks = 0;
        var slippage = new List<double>();
        var latency = new List<double>();
        foreach (JsonObject row in rows)
        {
            if (row["is_maker_final"] is { } final)
            {
                makerRows++;
                makers += Coerce.Flag(final) ? 1 : 0;
            }

            if (Coerce.Flag(row["maker_start"]) || Coerce.Flag(row["started_maker"]))
            {
                starts++;
                fallbacks += Coerce.Flag(row["used_fallback"]) ? 1 : 0;
            }

            slippage.Add(Coerce.First(row, "slippage_bps", "slippage") ?? double.NaN);
            latency.Add(Coerce.First(row, "ack_latency_ms", "latency_ms") ?? double.NaN);
        }

        return new RouterRowSummary
        {
            MakerFillRate = makerRows > 0 ? (double)makers / makerRows : null,
            FallbackRate = starts > 0 ? (double)fallbacks / starts : null,
            SlippageP50 = Quantile.Of(slippage, 50),
            SlippageP95 = Quantile.Of(slippage, 95),
            AckLatencyP50Ms = Quantile.Of(latency, 50),
            SampleCount = makerRows > 0 ? makerRows : null,
        };
    }
}
