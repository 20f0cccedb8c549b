using System.Diagnostics;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages;

namespace HedgeFlow.Perf.Runs;

/// <summary>Minutes of ticks at 100 a second, publisher saturated: memory, handles and threads of the last half against the first.</summary>
internal static class SoakRun
{
    public static async Task RunAsync(PerfReport report, double minutes)
    {
        await using var graph = new TickGraph(PublisherLoad.Saturated);
        using var market = new Market(20, Clock.Now);
        using var process = Process.GetCurrentProcess();
        using var never = new ManualResetEventSlim();
        var samples = new List<(double Memory, double Handles, double Threads)>();
        long start = Stopwatch.GetTimestamp();
        long ticks = 0;
        int collections = GC.CollectionCount(2);
        double end = minutes * 60;
        double nextSample = end / 20;
        for (double elapsed = 0; elapsed < end; elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds)
        {
            market.Move(Clock.Now, 0.05);
            graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
            ticks++;
            never.Wait(10);
            if (elapsed >= nextSample)
            {
                nextSample += end / 20;
                process.Refresh();
                samples.Add((GC.GetTotalMemory(forceFullCollection: true), process.HandleCount, process.Threads.Count));
            }
        }

        if (graph.Ticks != ticks || samples.Count < 8)
        {
            report.Add(PerfRow.Wrong("P9", "soak"));
            return;
        }

        // The first quarter is warm-up: windows and pools fill.
        int quarter = samples.Count / 4;
        double Ratio(Func<(double Memory, double Handles, double Threads), double> of) =>
            Clock.Median(samples.Skip(samples.Count - quarter).Select(of)) / Clock.Median(samples.Skip(quarter).Take(quarter).Select(of));
        report.Add(PerfRow.Figure("P9", "soak: minutes", Math.Round(minutes, 2)));
        report.Add(PerfRow.Figure("P9", "soak: ticks", ticks));
        report.Add(PerfRow.Figure("P9", "soak: collections of generation 2", GC.CollectionCount(2) - collections - samples.Count));
        report.Add(PerfRow.Figure("P9", "soak: pause of the last collection, ms", GC.GetGCMemoryInfo(GCKind.Any).PauseDurations[0].TotalMilliseconds));
        report.Add(PerfRow.AtMost("P9", "soak: live bytes, last quarter / second quarter", Ratio(s => s.Memory), 1.1));
        report.Add(PerfRow.AtMost("P9", "soak: handles, last / second quarter", Ratio(s => s.Handles), 1.05));
        report.Add(PerfRow.AtMost("P9", "soak: threads, last / second quarter", Ratio(s => s.Threads), 1.15));
    }
}
