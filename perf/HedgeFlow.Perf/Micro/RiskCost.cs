using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Perf.Micro;

/// <summary>
/// Cost of the risk stage per tick against the number of symbols and of past fills: a tick without facts, which republishes, one with
/// a market bar, and one with a fill, which builds a snapshot with every symbol. A tenth of the symbols, at most 20, is held.
/// </summary>
internal static class RiskCost
{
    private const double Start = 1764000000;
    private const int Ticks = 60;
    private const int Bars = 120;

    private static readonly int[] SymbolCounts = [3, 20, 200, 2000];
    private static readonly int[] OrderCounts = [2_000, 200_000];

    public static void Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("| symbols | past fills | idle tick µs | market bar µs | fill with snapshot µs | snapshot KB | allocated KB |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (int symbols in SymbolCounts)
        {
            foreach (int orders in OrderCounts)
            {
                output.WriteLine(Measure(symbols, orders));
            }
        }
    }

    private static string Measure(int symbols, int orders)
    {
        var random = new SeededRandom(1);
        ConfigurationSet config = ConfigurationSet.Empty with { Universe = PairsUniverse.Of(Enumerable.Range(0, symbols).Select(Name)) };
        var stage = new RiskStage(RiskOptions.Default with { IntervalSeconds = 1e9 }, () => config);
        stage.Seed(Enumerable.Range(0, orders).Select(i => Row(ref random, i % symbols, Start - 6.0 * 86400 * (orders - i) / orders, i)), Start);
        using var frame = new TickFrame();
        double now = Start;
        int held = Math.Clamp(symbols / 10, 1, 20);
        for (int bar = 0; bar < Bars; bar++)
        {
            Reset(frame, now += 1, held);
            for (int symbol = 0; symbol < held; symbol++)
            {
                frame.Facts.Add(Bar(symbol));
            }

            stage.Process(frame);
        }

        (double built, double allocated) = Median(i => Fill(i % symbols, orders + i));
        double idle = Median(_ => null).Time;
        double candle = Median(i => Bar(i % held)).Time;
        double size = frame.RiskSnapshot!.ToJsonString().Length / 1024.0;
        return string.Create(
            CultureInfo.InvariantCulture, $"| {symbols} | {orders} | {idle:F2} | {candle:F2} | {built:F0} | {size:F0} | {allocated / 1024:F0} |");

        (double Time, double Allocated) Median(Func<int, OrderFact?> fact)
        {
            var times = new double[Ticks];
            var bytes = new double[Ticks];
            for (int i = 0; i < Ticks; i++)
            {
                Reset(frame, now += 1e-3, held);
                if (fact(i) is { } one)
                {
                    frame.Facts.Add(one);
                }

                long before = GC.GetAllocatedBytesForCurrentThread();
                long from = Stopwatch.GetTimestamp();
                stage.Process(frame);
                times[i] = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
                bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Array.Sort(times);
            Array.Sort(bytes);
            return (times[Ticks / 2], bytes[Ticks / 2]);
        }

        OrderFact Fill(int symbol, int id) => new(FeedKind.OrderFill, now, Name(symbol), Row(ref random, symbol, now, id));
        OrderFact Bar(int symbol) => new(FeedKind.Candle, now, Name(symbol), new JsonObject
        {
            ["symbol"] = Name(symbol),
            ["interval"] = "1h",
            ["close"] = 100 + random.NextUnit(),
        });
    }

    private static void Reset(TickFrame frame, double now, int held)
    {
        frame.Clear();
        frame.Now = now;
        frame.SnapshotTs = now;
        frame.Equity = 10000;
        frame.SourcesOk = true;
        for (int symbol = 0; symbol < held; symbol++)
        {
            frame.Positions.Add(new PositionRow { Symbol = Name(symbol), ExchangeSide = "LONG", Qty = 1, Entry = 100, Mark = 100, Notional = 100 });
        }
    }

    private static string Name(int symbol) => $"SYM{symbol:D4}USDT";

    private static JsonObject Row(ref SeededRandom random, int symbol, double ts, int id) => new()
    {
        ["event_type"] = "order_fill",
        ["symbol"] = Name(symbol),
        ["ts"] = ts,
        ["orderId"] = id + 1,
        ["avgPrice"] = Math.Round(100 + 5 * random.NextUnit(), 4),
        ["executedQty"] = 1,
        ["realizedPnlUsd"] = Math.Round(4 * random.NextUnit() - 2, 4),
        ["fee_total"] = 0.05,
    };
}
