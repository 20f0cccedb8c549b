using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;

namespace HedgeFlow.Tests.Support;

/// <summary>
/// Ticks made straight from the lines of a recording, without feed or executor: one frame per snapshot with the facts before it. For
/// tests of telemetry stages that want real input.
/// </summary>
internal static class RecordedFrames
{
    /// <summary>The demo market's recording in this repository.</summary>
    public static string Demo => Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    public static IEnumerable<TickFrame> Read(string path)
    {
        long tick = 0;
        var facts = new List<OrderFact>();
        foreach (string line in File.ReadLines(path))
        {
            if (JsonNodes.TryParse(line, out _) is not JsonObject row)
            {
                continue;
            }

            double ts = IsoTime.Parse(row["ts"]) ?? double.NaN;
            if (Coerce.Text(row["kind"]) != "snapshot")
            {
                if (KindOf(Coerce.Text(row["kind"])) is { } kind)
                {
                    facts.Add(new OrderFact(kind, ts, Coerce.Symbol(row["symbol"]), row));
                }

                continue;
            }

            var frame = new TickFrame { Tick = ++tick, Now = ts, SnapshotTs = ts, Source = "replay", Equity = Equity(row), SourcesOk = true };
            frame.Facts.AddRange(facts);
            facts.Clear();
            foreach (JsonNode? position in row["positions"] as JsonArray ?? [])
            {
                Add(frame, (JsonObject)position!, ts);
            }

            yield return frame;
        }
    }

    public static double Equity(JsonObject snapshot) => Coerce.Number(snapshot["account"]?["totalMarginBalance"]) ?? double.NaN;

    private static void Add(TickFrame frame, JsonObject row, double ts)
    {
        double qty = Coerce.First(row, "qty", "positionAmt") ?? 0;
        double entry = Coerce.Number(row["entryPrice"]) ?? 0;
        double mark = Coerce.FirstPositive(row, "markPrice") ?? entry;
        bool isShort = Coerce.Symbol(row["positionSide"]) == "SHORT" || qty < 0;
        if (Math.Abs(qty) >= 1e-9 && entry > 0)
        {
            qty = isShort ? -Math.Abs(qty) : Math.Abs(qty);
            frame.Positions.Add(new PositionRow
            {
                Symbol = Coerce.Symbol(row["symbol"]),
                Side = isShort ? PositionSide.Short : PositionSide.Long,
                ExchangeSide = Coerce.Symbol(row["positionSide"]),
                Qty = qty,
                Entry = entry,
                Mark = mark,
                Pnl = (mark - entry) * qty,
                Unrealized = (mark - entry) * qty,
                Realized = double.NaN,
                Leverage = double.NaN,
                Notional = Math.Abs(qty) * mark,
                Ts = ts,
            });
        }
    }

    private static FeedKind? KindOf(string? kind) => kind switch
    {
        "intent" => FeedKind.Intent,
        "order_ack" => FeedKind.OrderAck,
        "order_fill" => FeedKind.OrderFill,
        "order_close" => FeedKind.OrderClose,
        "order_error" => FeedKind.OrderError,
        "order_metric" => FeedKind.OrderMetric,
        "risk_veto" => FeedKind.RiskVeto,
        "candle" => FeedKind.Candle,
        "factors" => FeedKind.Factors,
        _ => null,
    };
}
