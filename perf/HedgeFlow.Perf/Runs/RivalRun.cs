using System.Diagnostics;
using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Perf.Runs;

/// <summary>The same work behind a queue hop: what the inline head is compared with.</summary>
internal static class RivalRun
{
    private const int Warm = 500;

    public static async Task<TickRound> MeasureAsync(RivalHop hop, PublisherLoad load, int symbols, double seconds, double rate, LatencyHistogram all)
    {
        await using var graph = new TickGraph(load);
        using var market = new Market(symbols, Clock.Now);
        var histogram = new LatencyHistogram();
        int ticks = (int)(seconds * rate);
        int done = 0;
        void Decide(long due)
        {
            graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
            graph.Pipeline.Offer(FeedItem.Of(market.Intent));
            if (due > 0)
            {
                long took = Clock.Nanoseconds(due);
                histogram.Record(took);
                all.Record(took);
            }

            Volatile.Write(ref done, done + 1);
        }

#pragma warning disable RS0030 // The rival is the plain block that the engine's own edges replace.
        var block = new ActionBlock<long>(Decide, new ExecutionDataflowBlockOptions { BoundedCapacity = 1024 });
        Func<long, bool> send = block.Post;
#pragma warning restore RS0030
        Task end = block.Completion;
        Action complete = block.Complete;
        if (hop == RivalHop.Channel)
        {
            var channel = Channel.CreateBounded<long>(new BoundedChannelOptions(1024) { SingleReader = true, SingleWriter = true });
            end = Task.Run(async () =>
            {
                await foreach (long due in channel.Reader.ReadAllAsync())
                {
                    Decide(due);
                }
            });
            send = channel.Writer.TryWrite;
            complete = () => channel.Writer.Complete();
        }

        int offered = 0;
        var reader = new Thread(() =>
        {
            long start = 0;
            for (int i = -Warm; i < ticks; i++)
            {
                if (i == 0)
                {
                    start = Stopwatch.GetTimestamp();
                }

                // One message at a time: the snapshot is one object, as in the engine, and must not move under the decision.
                while (Volatile.Read(ref done) < offered)
                {
                    Thread.SpinWait(8);
                }

                market.Move(Clock.Now, 0.05);
                long due = i < 0 ? 0 : start + Clock.Ticks(i / rate);
                Clock.SpinUntil(due);
                if (send(due))
                {
                    offered++;
                }
            }
        });
        reader.Start();
        reader.Join();
        complete();
        await end;
        return new TickRound(histogram.Summarize(), offered == ticks + Warm && graph.Ticks == ticks + Warm);
    }
}
