using System.Diagnostics;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Perf.Runs;

/// <summary>Many books in one process, one tick a second each: CPU per tick of a book, and the executor's latency.</summary>
internal static class BooksRun
{
    public static async Task RunAsync(PerfReport report, bool quick)
    {
        int many = quick ? 20 : 200;
        double seconds = quick ? 4 : 20;

        // Unmeasured: compiling is not a book's cost, and must not fall on the one book that the many are compared with.
        _ = await MeasureAsync(1, seconds);
        BookFigures one = await MeasureAsync(1, seconds);
        BookFigures all = await MeasureAsync(many, seconds);
        if (!one.Correct || !all.Correct)
        {
            report.Add(PerfRow.Wrong("P9", $"{many} books"));
            return;
        }

        report.Add(PerfRow.Figure("P9", "1 book: CPU µs per tick", one.Cpu));
        report.Add(PerfRow.Figure("P9", $"{many} books: CPU µs per tick of a book", all.Cpu));
        report.Add(PerfRow.AtMost("P9", $"{many} books: CPU per tick / one book's", all.Cpu / one.Cpu, 1));
        report.Add(PerfRow.AtMost("P9", $"{many} books: executor p99.9 / one book's", all.Latency.P999 / (double)one.Latency.P999, 1.5));
        report.Add(PerfRow.Figure("P9", $"{many} books: managed kB a book", (all.Memory - one.Memory) / 1000.0 / (many - 1)));
    }

    private static async Task<BookFigures> MeasureAsync(int books, double seconds)
    {
        var graphs = new List<(TickGraph Graph, Market Market)>();
        for (int i = 0; i < books; i++)
        {
            graphs.Add((new TickGraph(PublisherLoad.Saturated), new Market(20, Clock.Now)));
        }

        var latency = new LatencyHistogram();
        long due = Stopwatch.GetTimestamp();
        long rounds = 0;

        // A first second without measuring: start-up is not the running cost.
        Round(new LatencyHistogram());
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        while (rounds < seconds)
        {
            rounds++;
            Round(latency);
        }

        process.Refresh();
        double used = (process.TotalProcessorTime - cpu).TotalMicroseconds;
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        bool correct = graphs.TrueForAll(book => book.Graph.Ticks == rounds + 1);
        foreach ((TickGraph graph, Market market) in graphs)
        {
            await graph.DisposeAsync();
            market.Dispose();
        }

        return new BookFigures(used / (rounds * books), latency.Summarize(), memory, correct);

        void Round(LatencyHistogram into)
        {
            using var never = new ManualResetEventSlim();
            foreach ((TickGraph graph, Market market) in graphs)
            {
                due += Clock.Ticks(1.0 / books);
                TimeSpan wait = TimeSpan.FromSeconds((due - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency);
                if (wait > TimeSpan.Zero)
                {
                    never.Wait(wait);
                }

                market.Move(Clock.Now, 0.05);
                long from = Stopwatch.GetTimestamp();
                graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
                into.Record(Clock.Nanoseconds(from));
            }
        }
    }

    private readonly record struct BookFigures(double Cpu, LatencySummary Latency, long Memory, bool Correct);
}
