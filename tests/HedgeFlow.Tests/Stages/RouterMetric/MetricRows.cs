using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Tests.Stages.Routing;

/// <summary>Order-metric rows as an engine writes them, and as older ones did.</summary>
internal static class MetricRows
{
    public const double Start = 1764000000;

    public static JsonObject Random(ref SeededRandom random, double now, int symbols = 4)
    {
        bool makerStart = random.NextUnit() < 0.7;
        bool maker = makerStart && random.NextUnit() < 0.6;
        var row = new JsonObject
        {
            ["symbol"] = $"S{random.NextIndex(symbols)}USDT",
            ["slippage_bps"] = random.NextUnit() < 0.2 ? random.NextIndex(3) : Math.Round((random.NextUnit() - 0.3) * 20, 2),
            ["ack_latency_ms"] = Math.Round(random.NextUnit() * 400, 1),
        };
        if (random.NextUnit() < 0.95)
        {
            // Up to nine days ago, sometimes in the future.
            row["ts"] = now + 3600 - random.NextUnit() * 9 * 86400;
        }

        if (random.NextUnit() < 0.1)
        {
            row["event"] = "position_close";
            return row;
        }

        row["maker_start"] = makerStart;
        row["is_maker_final"] = maker;
        row["used_fallback"] = makerStart && !maker;
        row["realized_pnl"] = (random.NextUnit() - 0.5) * 30;
        row["notional"] = random.NextUnit() * 500;
        row["result"] = new JsonObject { ["status"] = random.NextUnit() < 0.1 ? "REJECTED" : "FILLED" };
        return row;
    }
}
