using System.Text.Json.Nodes;
using HedgeFlow.Feed;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;

namespace HedgeFlow.Perf.Runs;

/// <summary>Bytes allocated per tick, per publish and per replayed line, against <c>budgets.json</c>. Times are not budgets.</summary>
internal static class BudgetRun
{
    public static async Task<bool> RunAsync(PerfReport report)
    {
        var budgets = (JsonObject)JsonNodes.Parse(File.ReadAllBytes(Path.Combine(Workplace.Repository, "perf", "HedgeFlow.Perf", "budgets.json")))!;
        (double tick, double intent) = await ExecutorAsync();
        Check("executor_bytes_per_tick", tick);
        Check("executor_bytes_per_intent", intent);
        Check("publish_bytes_per_tick_20_symbols", PublishBytes(20));
        Check("publish_bytes_per_tick_200_symbols", PublishBytes(200));
        Check("replay_bytes_per_snapshot_line", ReplayBytes());
        return report.Rows.TrueForAll(row => row.Holds);

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

    public static double PublishBytes(int symbols)
    {
        using var bench = new PublishBench(symbols);
        for (int i = 0; i < 20; i++)
        {
            bench.Tick(1);
        }

        return Bytes(50, () => bench.Tick(1));
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
