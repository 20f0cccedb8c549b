using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Perf.Micro;

/// <summary>
/// Cost of the router-metric stage per tick against the number of symbols and of past orders: a tick without facts, one with
/// a market bar, and one with an order, which enters every window and makes a document. The log tail is set to hold every order,
/// so that nothing but the windows keeps the cost flat.
/// </summary>
internal static class RouterMetricCost
{
    private const double Start = 1764000000;
    private const int Ticks = 300;

    private static readonly int[] SymbolCounts = [3, 20, 200, 2000];
    private static readonly int[] OrderCounts = [2_000, 200_000];

    public static void Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("| symbols | past orders | idle tick µs | market bar µs | order with document µs |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        foreach (int symbols in SymbolCounts)
        {
            foreach (int orders in OrderCounts)
            {
                (double idle, double bar, double built) = Measure(symbols, orders);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {symbols} | {orders} | {idle:F2} | {bar:F2} | {built:F0} |"));
            }
        }
    }

    private static (double Idle, double Bar, double Built) Measure(int symbols, int orders)
    {
        var random = new SeededRandom(1);
        var stage = new RouterMetricStage(new RouterMetricOptions
        {
            Universe = [.. Enumerable.Range(0, symbols).Select(Name)],
            MaxRows = 1_000_000,
        });
        stage.Seed(Enumerable.Range(0, orders).Select(i => Row(ref random, i % symbols, Start - 6.0 * 86400 * (orders - i) / orders)), null, Start);
        using var frame = new TickFrame();
        double now = Start;
        double Median(Func<int, OrderFact?> fact, double step)
        {
            var times = new double[Ticks];
            for (int i = 0; i < Ticks; i++)
            {
                frame.Clear();
                frame.Now = now += step;
                if (fact(i) is { } one)
                {
                    frame.Facts.Add(one);
                }

                long from = Stopwatch.GetTimestamp();
                stage.Process(frame);
                times[i] = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
            }

            Array.Sort(times);
            return times[Ticks / 2];
        }

        double built = Median(i => Metric(i % symbols), 1e-4);
        double idle = Median(_ => null, 1e-4);
        double bar = Median(i => Bar(i % symbols), 1e-4);
        return (idle, bar, built);

        OrderFact Metric(int symbol) => new(FeedKind.OrderMetric, now, Name(symbol), Row(ref random, symbol, now));
        OrderFact Bar(int symbol) => new(FeedKind.Candle, now, Name(symbol), new JsonObject
        {
            ["symbol"] = Name(symbol),
            ["interval"] = "1h",
            ["close"] = 100 + random.NextUnit(),
        });
    }

    private static string Name(int symbol) => $"SYM{symbol:D4}USDT";

    private static JsonObject Row(ref SeededRandom random, int symbol, double ts)
    {
        bool maker = random.NextUnit() < 0.6;
        return new JsonObject
        {
            ["symbol"] = Name(symbol),
            ["ts"] = ts,
            ["maker_start"] = true,
            ["is_maker_final"] = maker,
            ["used_fallback"] = !maker,
            ["slippage_bps"] = Math.Round(-2 + 14 * random.NextUnit(), 3),
            ["ack_latency_ms"] = Math.Round(20 + 400 * random.NextUnit(), 2),
        };
    }
}
