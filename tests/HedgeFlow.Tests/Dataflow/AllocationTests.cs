using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

/// <summary>The offering thread allocates nothing in steady state, whatever the other side of its edges does.</summary>
[TestClass]
public sealed class AllocationTests
{
    private const int Warm = 5_000;
    private const int Measured = 20_000;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [Timeout(30_000)]
    public async Task OfferingThread_AllocatesNothing(bool publisherRuns)
    {
        using var gate = new Gate(publisherRuns);
        var frames = new Frame[64];
        Array.Fill(frames, new Frame());
        var lines = new int[2];
        int next = 0;
        var b = new PipelineBuilder("budget");
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i);
        InlineNode<int, Frame> executor = b.Inline<int, Frame>("executor", _ => frames[next++ & 63]);
        BlockNode<Frame, Frame> router = b.Stage<Frame>("router-metric", static _ => { });
        SinkNode<Frame> publish = b.Sink<Frame>("publish", _ => gate.Pass());
        b.Inline(head, executor);
        b.Latest(executor, static f => f, router, new() { Merge = static (newer, older) => newer.Ticks += older.Ticks });
        b.Journal(executor, _ => lines, b.Sink<int>("append", static _ => { }), new() { Bytes = static _ => 1 });
        b.Counted(executor, _ => lines, b.Sink<int>("shadow", static _ => { }));
        b.Wait(router, publish, 4);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        OfferAll(pipeline, Warm);
        // The queue may hold everything that is offered at once, however slow the other threads are: warm that too.
        long queues = Settled(pipeline);
        OfferAll(pipeline, Warm);
        queues += Settled(pipeline);
        Assert.AreEqual(0, queues);

        long least = long.MaxValue;
        for (int round = 0; round < 20 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            OfferAll(pipeline, Measured / 20);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Settled(pipeline);
        }

        Assert.AreEqual(0, least, "no round of offers was free of allocations");
        gate.Open();
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
    }

    private static void OfferAll(Pipeline<int> pipeline, int count)
    {
        for (int i = 0; i < count; i++)
        {
            pipeline.Offer(i);
        }
    }

    private static long Settled(Pipeline<int> pipeline)
    {
        Eventually.Holds(() => pipeline.QueueDepth("append") == 0 && pipeline.QueueDepth("shadow") == 0, "the side queues are empty");
        return pipeline.QueueDepth("append") + pipeline.QueueDepth("shadow");
    }

    private sealed class Frame
    {
        public long Ticks { get; set; } = 1;
    }
}
