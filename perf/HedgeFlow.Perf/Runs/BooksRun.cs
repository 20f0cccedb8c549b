using System.Diagnostics;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Perf.Runs;

/// <summary>
/// Many books in one process, one tick a second each: CPU per tick of a book against that of a book alone, and the executor's latency
/// against one book that gets as many ticks a second as all of them together. All of it after an unmeasured run.
/// </summary>
internal static class BooksRun
{
    private const int Many = 200;

    /// <summary>Seconds after which a book that has not published twice makes the scenario fail.</summary>
    private const int MaxWarmSeconds = 60;

    public static async Task RunAsync(PerfReport report, bool quick)
    {
        double seconds = quick ? 5 : 30;

        // Unmeasured: compiling is not a book's cost, and must not fall on the one book that the many are compared with.
        _ = await MeasureAsync(10, 3, 50);
        BookFigures alone = await MeasureAsync(1, quick ? 8 : 30, 1);
        BookFigures busy = await MeasureAsync(1, seconds, Many);
        BookFigures all = await MeasureAsync(Many, seconds, 1);
        if (!alone.Correct || !busy.Correct || !all.Correct)
        {
            report.Add(PerfRow.Wrong("P9", $"{Many} books"));
            return;
        }

        report.Add(PerfRow.Figure("P9", "1 book, 1 tick a second: CPU µs per tick", alone.Cpu));
        report.Add(PerfRow.Figure("P9", $"1 book, {Many} ticks a second: CPU µs per tick", busy.Cpu));
        report.Add(PerfRow.Figure("P9", $"{Many} books, 1 tick a second each: CPU µs per tick of a book", all.Cpu));
        report.Add(PerfRow.AtMost("P9", $"{Many} books: CPU per tick / that of a book alone", all.Cpu / alone.Cpu, 1));
        Latencies($"1 book, {Many} ticks a second", busy);
        Latencies($"{Many} books, 1 tick a second each", all);
        report.Add(PerfRow.AtMost("P9", $"{Many} books: executor p99.9 / one book's at as many ticks", all.Latency.P999 / (double)busy.Latency.P999, 1.5));
        report.Add(PerfRow.Figure("P9", $"{Many} books: managed kB a book", (all.Memory - busy.Memory) / 1000.0 / (Many - 1)));
        report.Add(PerfRow.Figure("P9", $"{Many} books: threads a book", (all.Threads - alone.Threads) / (double)(Many - 1)));

        void Latencies(string name, BookFigures figures)
        {
            report.Add(PerfRow.Figure("P9", $"{name}: executor p50 µs", figures.Latency.P50 / 1000.0));
            report.Add(PerfRow.Figure("P9", $"{name}: executor p99 µs", figures.Latency.P99 / 1000.0));
            report.Add(PerfRow.Figure("P9", $"{name}: executor p99.9 µs", figures.Latency.P999 / 1000.0));
            report.Add(PerfRow.Figure("P9", $"{name}: collections", figures.Collections));
        }
    }

    private static async Task<BookFigures> MeasureAsync(int books, double seconds, int rate)
    {
        var graphs = new List<(TickGraph Graph, Market Market)>();
        for (int i = 0; i < books; i++)
        {
            graphs.Add((new TickGraph(PublisherLoad.Saturated), new Market(20, Clock.Now)));
        }

        BookFigures figures = default;
        var reader = new Thread(() => figures = Read(graphs, seconds, rate)) { Name = "reader" };
        reader.Start();
        reader.Join();
        foreach ((TickGraph graph, Market market) in graphs)
        {
            await graph.DisposeAsync();
            market.Dispose();
        }

        return figures;
    }

    private static BookFigures Read(List<(TickGraph Graph, Market Market)> graphs, double seconds, int rate)
    {
        using var never = new ManualResetEventSlim();
        var latency = new LatencyHistogram();
        long due = Stopwatch.GetTimestamp();

        // Unmeasured until every book has published a second time: the first frame builds every surface, which many books do for seconds
        // behind their first tick. What they keep for good is old then, as it is in a process that runs for weeks.
        int warm = 0;
        do
        {
            Round(rate, new LatencyHistogram());
            warm += rate;
        }
        while (warm < MaxWarmSeconds * rate && !graphs.TrueForAll(book => book.Graph.Published >= 2));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        due = Stopwatch.GetTimestamp();
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        int collections = GC.CollectionCount(0);
        int ticks = (int)(seconds * rate);
        Round(ticks, latency);
        process.Refresh();
        double used = (process.TotalProcessorTime - cpu).TotalMicroseconds;
        collections = GC.CollectionCount(0) - collections;
        int threads = process.Threads.Count;
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        bool correct = graphs.TrueForAll(book => book.Graph.Ticks == ticks + warm && book.Graph.Published > 1);
        return new BookFigures(used / ((long)ticks * graphs.Count), latency.Summarize(), memory, threads, collections, correct);

        void Round(int times, LatencyHistogram into)
        {
            for (int i = 0; i < times; i++)
            {
                foreach ((TickGraph graph, Market market) in graphs)
                {
                    due += Clock.Ticks(1.0 / rate / graphs.Count);
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
    }

    private readonly record struct BookFigures(double Cpu, LatencySummary Latency, long Memory, int Threads, int Collections, bool Correct);
}
