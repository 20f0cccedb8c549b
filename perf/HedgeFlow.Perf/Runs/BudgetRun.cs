using System.Text.Json.Nodes;
using HedgeFlow.Feed;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;

namespace HedgeFlow.Perf.Runs;

/// <summary>Bytes allocated per tick, per publish and per replayed line, against <c>budgets.json</c>. Times are not budgets.</summary>
internal static class BudgetRun
{
    private const double Goal = 1024;

    public static async Task RunAsync(PerfReport report)
    {
        var budgets = (JsonObject)JsonNodes.Parse(File.ReadAllBytes(Path.Combine(Workplace.Repository, "perf", "HedgeFlow.Perf", "budgets.json")))!;
        (double tick, double intent) = await ExecutorAsync();
        Check("executor_bytes_per_tick", tick);
        Check("executor_bytes_per_intent", intent);
        foreach (int symbols in new[] { 20, 200 })
        {
            (double steady, double mean) = PublishBytes(symbols);
            Check($"publish_bytes_per_steady_tick_{symbols}_symbols", steady);
            Check($"publish_bytes_per_tick_{symbols}_symbols", mean);
            report.Add(PerfRow.AtMost("P3", $"bytes per published tick in steady state, {symbols} symbols", steady, Goal));
            report.Add(PerfRow.Figure("P3", $"bytes per published tick, slow surfaces built at their cadences included, {symbols} symbols", Math.Round(mean)));
        }

        double live = await LiveAsync();
        Check("live_process_bytes_per_published_tick", live);
        report.Add(PerfRow.AtMost("P3", "bytes per published tick of a live engine, all threads, 20 symbols", Math.Round(live), Goal));
        Check("replay_bytes_per_snapshot_line", ReplayBytes());

        void Check(string name, double value) => report.Add(PerfRow.AtMost("P3", "budget " + name, Math.Round(value, 3), Coerce.Number(budgets[name]) ?? double.NaN));
    }

    /// <summary>Bytes per snapshot and per intent on the reader's thread, in steady state.</summary>
    private static async Task<(double Tick, double Intent)> ExecutorAsync()
    {
        await using var graph = new TickGraph(PublisherLoad.Off);
        double tick = double.NaN;
        double intent = double.NaN;
        var reader = new Thread(() =>
        {
            using var market = new Market(200, Clock.Now);
            _ = Bytes(2000, () => Snapshot(market));
            tick = Bytes(3000, () => Snapshot(market));
            _ = Bytes(300, () => graph.Pipeline.Offer(FeedItem.Of(market.Intent)));
            intent = Bytes(300, () => graph.Pipeline.Offer(FeedItem.Of(market.Intent)));
        });
        reader.Start();
        reader.Join();
        return (tick, intent);

        void Snapshot(Market market)
        {
            market.Move(Clock.Now, 0.05);
            graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));

            // At most as fast as a feed: the slot then gives the frames back in time.
            Clock.SpinUntil(System.Diagnostics.Stopwatch.GetTimestamp() + Clock.Ticks(0.0005));
        }
    }

    /// <summary>The median tick, and the mean with the builds that come due in four minutes at a tick a second; all rows move.</summary>
    private static (double Steady, double Mean) PublishBytes(int symbols)
    {
        using var bench = new PublishBench(symbols, files: new NullFileSystem());
        for (int i = 0; i < 900; i++)
        {
            // The windows and the NAV log fill up.
            bench.Tick(1);
        }

        var ticks = new List<double>();
        for (int i = 0; i < 240; i++)
        {
            bench.Prepare(1);
            ticks.Add(Bytes(1, bench.Publish));
        }

        return (Clock.Median(ticks), ticks.Average());
    }

    /// <summary>What all threads of a live engine allocate while frames are published, per frame; no slow surface comes due.</summary>
    private static async Task<double> LiveAsync()
    {
        await using var graph = new TickGraph(PublisherLoad.Saturated);
        double result = double.NaN;
        var reader = new Thread(() =>
        {
            using var market = new Market(20, Clock.Now);
            // Until every pool and window has its size: that growth is the start's, not the tick's.
            for (int i = 0; i < 3000; i++)
            {
                Step(market);
            }

            long published = graph.Published;
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 6000; i++)
            {
                Step(market);
            }

            result = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(graph.Published - published);
        });
        reader.Start();
        reader.Join();
        return result;

        void Step(Market market)
        {
            market.Move(Clock.Now, 1);
            graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
            Clock.SpinUntil(System.Diagnostics.Stopwatch.GetTimestamp() + Clock.Ticks(0.001));
        }
    }

    private static double ReplayBytes()
    {
        using var place = new Workplace();
        string file = ReplayRun.Write(place, 20, 4000);
        using var feed = RecordedFeed.Open([file], new FeedOptions { AssumeSorted = true });
        var sink = new CountingSink();
        _ = Bytes(1000, () => feed.TryRead(sink, CancellationToken.None));
        double bytes = Bytes(2900, () => feed.TryRead(sink, CancellationToken.None));
        return sink.Snapshots == 3900 ? bytes : double.NaN;
    }

    private static double Bytes(int times, Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < times; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times;
    }
}
