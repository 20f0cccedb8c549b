using System.Text.Json.Nodes;
using HedgeFlow.State;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>How well orders are routed, over all symbols and for each; list and map layouts are read.</summary>
internal static class RouterPanel
{
    public static void Build(BoardData data, PanelView view)
    {
        if (data.Document("router_health") is not { } router)
        {
            view.Note("no data");
            return;
        }

        double time = Number(router, "updated_ts") ?? data.Now;
        double? maker = Number(router, "maker_fill_rate", "summary.maker_fill_rate"), fallback = Number(router, "fallback_ratio", "fallback_rate");
        double? score = Number(router, "router_health_score", "global.quality_score", "router_health.global.quality_score");
        view.Figures()
            .Add("Score", score, "num", score is null ? "" : Badges.Tone(RegimeBadges.Of(null, null, router, data.Strategy).Router))
            .Add("Maker fill", maker, "frac", maker is null ? "" : maker >= 0.8 ? "good" : maker >= 0.5 ? "warn" : "bad")
            .Add("Fallback", fallback, "frac", fallback is null ? "" : fallback < 0.1 ? "good" : fallback < 0.3 ? "warn" : "bad")
            .Add("Slippage p50", Number(router, "slippage_p50", "slip_q50", "global.slippage.p50_bps"), "bps")
            .Add("Slippage p95", Number(router, "slippage_p95", "slip_q95", "global.slippage.p95_bps"), "bps")
            .Add("Latency", Number(router, "global.avg_latency_ms", "router_health.global.avg_latency_ms"), "ms");
        JsonNode? rows = router["symbols"] ?? router["per_symbol"] ?? At(router, "router_health.per_symbol");
        view.Table(
            "router",
            "Per symbol",
            [("Symbol", "symbol"), ("Score", "num"), ("Trend", "spark"), ("Maker", "frac"), ("Fallback", "frac"), ("Slip p50", "bps"), ("Slip p95", "bps"), ("Latency", "ms"), ("Policy", "text")],
            Objects(rows).Take(400).Select(row =>
            {
                string symbol = Text(row, "symbol") ?? "";
                double? quality = Number(row, "quality_score");
                return new JsonArray(
                    Cell(symbol),
                    Cell(quality),
                    Spark.Cell(data.History.Add("router/" + symbol, time, quality), "Score of " + symbol),
                    Cell(Number(row, "maker_fill_rate")),
                    Cell(Number(row, "fallback_ratio", "fallback_rate")),
                    Cell(Number(row, "slippage_p50")),
                    Cell(Number(row, "slippage_p95")),
                    Cell(Number(row, "latency_ms", "avg_latency_ms", "ack_latency_ms")),
                    Cell(Text(row, "policy.taker_bias", "taker_bias", "router_bucket")?.Replace('_', ' ')));
            }),
            "no data");
    }
}
