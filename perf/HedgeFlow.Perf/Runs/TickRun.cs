using System.Diagnostics;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Perf.Runs;

/// <summary>
/// Snapshot ready → decision: a snapshot and an intent offered to the engine's head at 1,000 ticks a second. The latency counts from
/// the instant at which the tick was due, so that a late tick's wait and the wait of all behind it are in the figures.
/// </summary>
internal static class TickRun
{
    private const double Rate = 1000;

    /// <summary>A median above one tick interval means that ticks queue even with the publisher off.</summary>
    private const double BusyNanoseconds = 1e6;

    public static async Task RunAsync(PerfReport report, bool quick)
    {
        int rounds = quick ? 3 : 6;
        double seconds = quick ? 1.5 : 8;

        // Unmeasured: compiling is not the running cost.
        _ = await MeasureAsync(PublisherLoad.Saturated, 20, 2, new LatencyHistogram());
        foreach (int symbols in new[] { 20, 200 })
        {
            await CompareAsync(report, symbols, rounds, seconds, Enum.GetValues<PublisherLoad>(), Enum.GetValues<RivalHop>());
        }

        foreach (int symbols in new[] { 3, 2000 })
        {
            await CompareAsync(report, symbols, quick ? 1 : rounds, quick ? 1 : seconds, [PublisherLoad.Off, PublisherLoad.OneHertz, PublisherLoad.Saturated], []);
        }
    }

    /// <summary>Rounds are interleaved, rivals included: every load sees the same weather on a shared machine.</summary>
    private static async Task CompareAsync(PerfReport report, int symbols, int rounds, double seconds, PublisherLoad[] loads, RivalHop[] rivals)
    {
        TickScenario[] scenarios =
        [
            .. loads.Select(load => new TickScenario(load == PublisherLoad.OneHertz ? "P1" : "P2", $"publisher {load}", all => MeasureAsync(load, symbols, seconds, all))),
            .. rivals.SelectMany(hop => new[] { PublisherLoad.Off, PublisherLoad.Saturated }.Select(load =>
                new TickScenario("P2", $"rival {hop}, publisher {load}", all => RivalRun.MeasureAsync(hop, load, symbols, seconds, Rate, all)))),
        ];
        for (int round = 0; round < rounds; round++)
        {
            foreach (TickScenario scenario in scenarios)
            {
                await scenario.RoundAsync();
            }
        }

        TickScenario off = scenarios[0];
        report.Add(PerfRow.Figure("P1", $"{symbols} symbols: ticks behind each row", off.All.Summarize().Count));
        foreach (TickScenario scenario in scenarios)
        {
            string name = $"{symbols} symbols, {scenario.Name}";
            if (!scenario.Correct)
            {
                report.Add(PerfRow.Wrong(scenario.Goal, name));
                continue;
            }

            report.Add(PerfRow.Figure(scenario.Goal, $"{name}: p50 µs", scenario.Median(r => r.P50) / 1000));
            report.Add(PerfRow.Figure(scenario.Goal, $"{name}: p99 µs", scenario.Median(r => r.P99) / 1000));
            report.Add(PerfRow.Figure(scenario.Goal, $"{name}: p99.9 µs", scenario.Median(r => r.P999) / 1000));
            report.Add(PerfRow.Figure(scenario.Goal, $"{name}: p99.99 µs, all rounds", scenario.All.Summarize().P9999 / 1000.0));
            if (scenario.Collections is { } collections)
            {
                report.Add(PerfRow.Figure(scenario.Goal, $"{name}: collections, all rounds", collections));
                report.Add(PerfRow.Figure(scenario.Goal, $"{name}: bytes per tick and intent, all threads", Math.Round(scenario.Bytes)));
            }
        }

        foreach (TickScenario scenario in scenarios.Where(s => s != off && s.Correct && off.Correct && s.Name.StartsWith("publisher", StringComparison.Ordinal)))
        {
            string name = $"{symbols} symbols, {scenario.Name}";
            double p999 = scenario.Median(r => r.P999) / off.Median(r => r.P999);
            double p9999 = scenario.All.Summarize().P9999 / (double)off.All.Summarize().P9999;
            bool first = scenario.Goal == "P1";
            report.Add(Judged(PerfRow.AtMost(scenario.Goal, $"{name}: p99.9 / off", p999, first ? 1.1 : 1.5), off.Median(r => r.P50)));
            report.Add(Judged(PerfRow.AtMost(scenario.Goal, $"{name}: p99.99 / off", p9999, first ? 1.1 : 2), off.Median(r => r.P50)));
        }
    }

    private static async Task<TickRound> MeasureAsync(PublisherLoad load, int symbols, double seconds, LatencyHistogram all)
    {
        await using var graph = new TickGraph(load);
        using var stop = new CancellationTokenSource();
        Thread? hog = null;
        if (load == PublisherLoad.Hog)
        {
            hog = new Thread(() => Spin(stop.Token)) { IsBackground = true };
            hog.Start();
        }

        TickRound round = default;
        var reader = new Thread(() => round = Read(graph, load, symbols, seconds, all)) { Name = "reader" };
        reader.Start();
        reader.Join();
        await stop.CancelAsync();
        hog?.Join();
        return round;
    }

    private static TickRound Read(TickGraph graph, PublisherLoad load, int symbols, double seconds, LatencyHistogram all)
    {
        using var market = new Market(symbols, Clock.Now);
        var histogram = new LatencyHistogram();
        int warm = 500;
        int ticks = (int)(seconds * Rate);
        for (int i = 0; i < warm; i++)
        {
            Tick(graph, market);
        }

        // What the graph keeps for good is old by the time anybody trades with it: the collections of a round are those of its ticks.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        long published = graph.Published;
        if (load == PublisherLoad.Stalled)
        {
            graph.Stall();
        }

        int collections = GC.CollectionCount(0);
        long allocated = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < ticks; i++)
        {
            market.Move(Clock.Now, 0.05);
            long due = start + Clock.Ticks(i / Rate);
            Clock.SpinUntil(due);
            graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
            graph.Pipeline.Offer(FeedItem.Of(market.Intent));
            long took = Clock.Nanoseconds(due);
            histogram.Record(took);
            all.Record(took);
        }

        // Every tick and intent decided, and the telemetry side as busy as the scenario says.
        bool correct = graph.Ticks == warm + ticks && graph.Intents == warm + ticks && (load == PublisherLoad.Off || graph.Published > published);
        return new TickRound(
            histogram.Summarize(), correct, GC.CollectionCount(0) - collections, (GC.GetTotalAllocatedBytes() - allocated) / (double)ticks);
    }

    private static void Tick(TickGraph graph, Market market)
    {
        market.Move(Clock.Now, 0.05);
        graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
        graph.Pipeline.Offer(FeedItem.Of(market.Intent));
    }

    /// <summary>On a machine that has no core for the reader the ratio is the scheduler's: such a row never holds.</summary>
    private static PerfRow Judged(PerfRow row, double quietP50) =>
        quietP50 <= BusyNanoseconds ? row : row with { Scenario = row.Scenario + " (machine overloaded: not judged)", Holds = false };

    private static void Spin(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Thread.SpinWait(1000);
        }
    }
}
