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
        report.Add(PerfRow.Figure("P9", $"1 book, {Many} ticks a second: executor p99.9 µs", busy.Latency.P999 / 1000.0));
        report.Add(PerfRow.Figure("P9", $"{Many} books, 1 tick a second each: executor p99.9 µs", all.Latency.P999 / 1000.0));
        report.Add(PerfRow.AtMost("P9", $"{Many} books: executor p99.9 / one book's at as many ticks", all.Latency.P999 / (double)busy.Latency.P999, 1.5));
        report.Add(PerfRow.Figure("P9", $"{Many} books: managed kB a book", (all.Memory - busy.Memory) / 1000.0 / (Many - 1)));
        report.Add(PerfRow.Figure("P9", $"{Many} books: threads a book", (all.Threads - alone.Threads) / (double)(Many - 1)));
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

        // A first second without measuring: start-up is not the running cost.
        Round(rate, new LatencyHistogram());
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        int ticks = (int)(seconds * rate);
        Round(ticks, latency);
        process.Refresh();
        double used = (process.TotalProcessorTime - cpu).TotalMicroseconds;
        int threads = process.Threads.Count;
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        bool correct = graphs.TrueForAll(book => book.Graph.Ticks == ticks + rate && book.Graph.Published > 0);
        return new BookFigures(used / ((long)ticks * graphs.Count), latency.Summarize(), memory, threads, correct);

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

    private readonly record struct BookFigures(double Cpu, LatencySummary Latency, long Memory, int Threads, bool Correct);
}
