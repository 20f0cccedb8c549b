using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class RecordedRouterTests
{
    private static readonly Dictionary<string, FeedKind> Kinds = new(StringComparer.Ordinal)
    {
        ["intent"] = FeedKind.Intent,
        ["order_ack"] = FeedKind.OrderAck,
        ["order_fill"] = FeedKind.OrderFill,
        ["order_error"] = FeedKind.OrderError,
        ["order_metric"] = FeedKind.OrderMetric,
        ["candle"] = FeedKind.Candle,
    };

    /// <summary>A real book of three months: twice the same documents, and at the end the same figures by other means.</summary>
    [TestMethod]
    public void The_recorded_book_replays_alike_and_agrees_with_an_independent_recomputation()
    {
        JsonObject[] lines = Lines(Requires.Recording("book-2025-12-to-2026-02.jsonl"));
        (string[] first, TickFrame end) = Replay(lines);
        CollectionAssert.AreEqual(first, Replay(lines).Documents);
        Assert.IsGreaterThan(1300, first.Length);
        CheckFills(lines, end);
        end.Dispose();
    }

    [TestMethod]
    public void The_demo_recording_replays_alike_and_agrees_with_an_independent_recomputation()
    {
        JsonObject[] lines = Lines(Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl"));
        (string[] first, TickFrame end) = Replay(lines);
        CollectionAssert.AreEqual(first, Replay(lines).Documents);
        CheckFills(lines, end);
        CheckMetrics(lines, end.Router!);
        end.Dispose();
    }

    private static JsonObject[] Lines(string path) =>
        [.. File.ReadLines(path).Select(line => JsonNodes.TryParse(line, out _)).OfType<JsonObject>()];

    private static (string[] Documents, TickFrame End) Replay(JsonObject[] lines)
    {
        var stage = new RouterMetricStage(RouterMetricOptions.Default);
        var documents = new List<string>();
        var frame = new TickFrame();
        foreach (JsonObject line in lines)
        {
            double ts = Coerce.Number(line["ts"])!.Value;
            if (Kinds.TryGetValue(Coerce.Text(line["kind"])!, out FeedKind kind))
            {
                frame.Facts.Add(new OrderFact(kind, ts, Coerce.Symbol(line["symbol"]), line));
            }
            else if (Coerce.Text(line["kind"]) == "snapshot")
            {
                Process(ts);
            }
        }

        Process(Coerce.Number(lines[^1]["ts"])!.Value + 0.001);
        Assert.AreEqual(0L, stage.Faults);
        return ([.. documents], frame);

        void Process(double now)
        {
            frame.Now = now;
            stage.Process(frame);
            if (frame.Surfaces.Count > 0)
            {
                documents.Add(frame.RouterHealth!.ToJsonString());
            }

            if (now <= Coerce.Number(lines[^1]["ts"]))
            {
                frame.Clear();
            }
        }
    }

    /// <summary>Rolling statistics of every symbol from the fills of the file: the last 900 seconds, five fills at least.</summary>
    private static void CheckFills(JsonObject[] lines, TickFrame end)
    {
        // Entry and exit of a trade may share the attempt id: the newest intent before the fill is the fill's.
        var prices = new Dictionary<string, double?>();
        var rows = new List<(JsonObject Row, double? Intended)>();
        foreach (JsonObject line in lines)
        {
            if (Coerce.Text(line["kind"]) == "intent")
            {
                prices[Coerce.Text(line["attempt_id"])!] = Coerce.Number(line["price"]);
            }
            else if (Coerce.Text(line["kind"]) == "order_fill")
            {
                rows.Add((line, prices[Coerce.Text(line["attempt_id"])!]));
            }
        }

        IEnumerable<IGrouping<string, (JsonObject Row, double? Intended)>> symbols = rows.GroupBy(row => Coerce.Text(row.Row["symbol"])!);
        int checkedSymbols = 0;
        foreach (IGrouping<string, (JsonObject Row, double? Intended)> symbol in symbols)
        {
            List<(double Ts, double Value, double Slippage)> fills = Parts(symbol);
            while (fills.Count > 5 && fills[0].Ts < end.Now - 900)
            {
                fills.RemoveAt(0);
            }

            RouterSymbolQuality actual = end.Router!.Document.PerSymbol[symbol.Key];
            double total = fills.Sum(fill => fill.Value);
            Assert.AreEqual(fills.Count, actual.EventCount, symbol.Key);
            Assert.AreEqual(total, actual.TotalNotional, 1e-6, symbol.Key);
            Assert.AreEqual(fills.Sum(fill => fill.Slippage * fill.Value) / total, actual.AvgSlippageBps, 1e-6, symbol.Key);
            Assert.AreEqual(IsoTime.Format(fills.Max(fill => fill.Ts)), actual.LastFillTs, symbol.Key);
            checkedSymbols++;
        }

        Assert.AreEqual(checkedSymbols, end.Router!.Document.PerSymbol.Count);
        Assert.IsGreaterThan(1, checkedSymbols);
    }

    /// <summary>Fill rows are cumulative: each stands for what it adds to its order.</summary>
    private static List<(double Ts, double Value, double Slippage)> Parts(IEnumerable<(JsonObject Row, double? Intended)> rows)
    {
        var totals = new Dictionary<string, (double Qty, double Value)>();
        var parts = new List<(double, double, double)>();
        foreach ((JsonObject row, double? intended) in rows)
        {
            string order = Coerce.AsText(row["orderId"])!;
            (double Qty, double Value) before = totals.GetValueOrDefault(order);
            double qty = Coerce.Number(row["executedQty"])!.Value;
            double value = qty * Coerce.Number(row["avgPrice"])!.Value;
            totals[order] = (qty, value);
            double price = (value - before.Value) / (qty - before.Qty);
            double slippage = intended is > 0 and { } wanted ? Math.Abs(price - wanted) / wanted * 1e4 : 0;
            parts.Add((IsoTime.Parse(row["ts_fill_last"])!.Value, value - before.Value, slippage));
        }

        return parts;
    }

    private static void CheckMetrics(JsonObject[] lines, RouterReport report)
    {
        JsonObject[] metrics = [.. lines.Where(line => Coerce.Text(line["kind"]) == "order_metric")];
        JsonObject[] orders = [.. metrics.Where(row => !row.ContainsKey("event"))];
        JsonObject[] started = [.. orders.Where(row => (bool)row["maker_start"]!)];
        Assert.AreEqual(metrics.Length, report.Overall.SampleCount);
        Assert.AreEqual(orders.Count(row => (bool)row["is_maker_final"]!) / (double)orders.Length, report.Overall.MakerFillRatio!.Value, 1e-12);
        Assert.AreEqual(started.Count(row => (bool)row["used_fallback"]!) / (double)started.Length, report.Overall.FallbackRatio!.Value, 1e-12);
        double[] slippage = [.. orders.Select(row => Coerce.Number(row["slippage_bps"])).OfType<double>().Order()];
        double middle = slippage.Length % 2 == 1
            ? slippage[slippage.Length / 2]
            : (slippage[slippage.Length / 2 - 1] + slippage[slippage.Length / 2]) / 2;
        Assert.AreEqual(middle, report.Overall.SlipQ50!.Value, 1e-12);
        foreach (IGrouping<string, JsonObject> symbol in orders.GroupBy(row => Coerce.Text(row["symbol"])!))
        {
            RouterEventHealth health = report.Document.SymbolStats[symbol.Key];
            Assert.AreEqual(symbol.Count(), health.OrderCount);
            Assert.AreEqual(symbol.Count(row => (bool)row["is_maker"]!), health.MakerCount);
            Assert.AreEqual(Coerce.Number(symbol.Last()["ts"]), health.LastTs);
        }
    }
}
