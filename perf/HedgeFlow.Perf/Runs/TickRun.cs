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
        int rounds = quick ? 2 : 4;
        double seconds = quick ? 1.2 : 6;
        foreach (int symbols in new[] { 20, 200 })
        {
            await CompareAsync(report, symbols, rounds, seconds, Enum.GetValues<PublisherLoad>());
        }

        foreach (int symbols in new[] { 3, 2000 })
        {
            await CompareAsync(report, symbols, quick ? 1 : rounds, quick ? 1 : seconds, [PublisherLoad.Off, PublisherLoad.Saturated]);
        }

        foreach (RivalHop hop in Enum.GetValues<RivalHop>())
        {
            var summaries = new List<LatencySummary>();
            for (int round = 0; round < rounds; round++)
            {
                summaries.Add(await RivalRun.MeasureAsync(hop, 20, seconds, Rate));
            }

            Figures(report, "P2", $"20 symbols, rival {hop}, publisher off", summaries);
        }
    }

    /// <summary>Rounds are interleaved: every load sees the same weather on a shared machine.</summary>
    private static async Task CompareAsync(PerfReport report, int symbols, int rounds, double seconds, PublisherLoad[] loads)
    {
        var results = loads.ToDictionary(load => load, _ => new List<TickFigures>());
        for (int round = 0; round < rounds; round++)
        {
            foreach (PublisherLoad load in loads)
            {
                results[load].Add(await MeasureAsync(load, symbols, seconds));
            }
        }

        double off999 = Clock.Median(results[PublisherLoad.Off].Select(r => (double)r.Latency.P999));
        double off9999 = Clock.Median(results[PublisherLoad.Off].Select(r => (double)r.Latency.P9999));
        double quietP50 = Clock.Median(results[PublisherLoad.Off].Select(r => (double)r.Latency.P50));
        foreach (PublisherLoad load in loads)
        {
            string goal = load is PublisherLoad.Off or PublisherLoad.OneHertz ? "P1" : "P2";
            string name = $"{symbols} symbols, publisher {load}";
            if (results[load].Any(r => !r.Correct))
            {
                report.Add(PerfRow.Wrong(goal, name));
                continue;
            }

            Figures(report, goal, name, [.. results[load].Select(r => r.Latency)]);
            if (load != PublisherLoad.Off)
            {
                double p999 = Clock.Median(results[load].Select(r => (double)r.Latency.P999)) / off999;
                double p9999 = Clock.Median(results[load].Select(r => (double)r.Latency.P9999)) / off9999;
                report.Add(Judged(PerfRow.AtMost(goal, $"{name}: p99.9 / off", p999, goal == "P1" ? 1.1 : 1.5), quietP50));
                report.Add(Judged(PerfRow.AtMost(goal, $"{name}: p99.99 / off", p9999, goal == "P1" ? 1.1 : 2), quietP50));
            }
            else
            {
                report.Add(PerfRow.Figure("P3", $"{symbols} symbols: B per snapshot + intent on the executor thread", Clock.Median(results[load].Select(r => r.BytesPerTick))));
            }
        }
    }

    private static void Figures(PerfReport report, string goal, string name, List<LatencySummary> runs)
    {
        report.Add(PerfRow.Figure(goal, $"{name}: p50 µs", Clock.Median(runs.Select(r => r.P50 / 1000.0))));
        report.Add(PerfRow.Figure(goal, $"{name}: p99 µs", Clock.Median(runs.Select(r => r.P99 / 1000.0))));
        report.Add(PerfRow.Figure(goal, $"{name}: p99.9 µs", Clock.Median(runs.Select(r => r.P999 / 1000.0))));
        report.Add(PerfRow.Figure(goal, $"{name}: p99.99 µs", Clock.Median(runs.Select(r => r.P9999 / 1000.0))));
    }

    private static async Task<TickFigures> MeasureAsync(PublisherLoad load, int symbols, double seconds)
    {
        await using var graph = new TickGraph(load);
        using var stop = new CancellationTokenSource();
        Thread? hog = null;
        if (load == PublisherLoad.Hog)
        {
            hog = new Thread(() => Spin(stop.Token)) { IsBackground = true };
            hog.Start();
        }

        TickFigures figures = default;
        var reader = new Thread(() => figures = Read(graph, load, symbols, seconds)) { Name = "reader" };
        reader.Start();
        reader.Join();
        await stop.CancelAsync();
        hog?.Join();
        return figures;
    }

    private static TickFigures Read(TickGraph graph, PublisherLoad load, int symbols, double seconds)
    {
        using var market = new Market(symbols, Clock.Now);
        var histogram = new LatencyHistogram();
        int warm = 500;
        int ticks = (int)(seconds * Rate);
        for (int i = 0; i < warm; i++)
        {
            Tick(graph, market);
        }

        if (load == PublisherLoad.Stalled)
        {
            graph.Stall();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < ticks; i++)
        {
            market.Move(Clock.Now, 0.05);
            long due = start + Clock.Ticks(i / Rate);
            Clock.SpinUntil(due);
            graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
            graph.Pipeline.Offer(FeedItem.Of(market.Intent));
            histogram.Record(Clock.Nanoseconds(due));
        }

        double bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)ticks;
        bool correct = graph.Ticks == warm + ticks && graph.Intents == warm + ticks;
        return new TickFigures(histogram.Summarize(), bytes, correct);
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

    private readonly record struct TickFigures(LatencySummary Latency, double BytesPerTick, bool Correct);
}
