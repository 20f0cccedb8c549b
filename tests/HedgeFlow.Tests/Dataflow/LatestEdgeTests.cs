using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Contracts;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

[TestClass]
public sealed class LatestEdgeTests
{
    private const int Limit = 30_000;

    [TestMethod]
    [Timeout(Limit)]
    public async Task WhileTheConsumerIsBusy_OneMessageWaits_AndStandsForAll()
    {
        await using EdgeRig rig = Rig(static (newer, older) => newer.Absorb(older), open: false);
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        rig.OfferAll(2, 100);
        rig.Gate.Open();
        Assert.IsTrue(await rig.Pipeline.DrainAsync(Gate.Patience));
        // The block behind the slot has one place, so at most one more message than the waiting one got through.
        Assert.IsLessThanOrEqualTo(3, rig.Received.Count);
        CollectionAssert.AreEqual(Enumerable.Range(1, 100).ToArray(), rig.ReceivedValues.ToArray());
        StageCounts sink = rig.Pipeline.Report()["sink"];
        Assert.AreEqual(100, sink.In);
        Assert.AreEqual(100 - sink.Out, sink.Replaced);
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task WithoutMerge_TheNewestArrives_AndReplacementsAreCounted()
    {
        await using EdgeRig rig = Rig(null, open: false);
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        rig.OfferAll(2, 100);
        rig.Gate.Open();
        Assert.IsTrue(await rig.Pipeline.DrainAsync(Gate.Patience));
        Assert.AreEqual(100, rig.ReceivedValues.Last());
        StageCounts sink = rig.Pipeline.Report()["sink"];
        Assert.AreEqual(100, sink.Out + sink.Replaced);
        Assert.AreEqual(sink.Out, rig.Received.Count);
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    [DataRow(PipelineMode.Live)]
    [DataRow(PipelineMode.Replay)]
    public async Task AMessagePassesTheWholeLane_BeforeItsFirstStageTakesTheNext(PipelineMode mode)
    {
        int finished = 0;
        var late = new List<int>();
        var graph = new PipelineBuilder("lane", mode, new PipelineOptions());
        InlineNode<int, Note> head = graph.Head<int, Note>("head", static i => StageOutcome<Note>.Ok(new Note(i)));
        var first = graph.Stage<Note>(
            "first",
            note =>
            {
                if (finished != note.Values[0] - 1)
                {
                    late.Add(note.Values[0]);
                }
            },
            FaultPolicy.PassOn);
        var second = graph.Stage<Note>("second", static _ => { }, FaultPolicy.PassOn);
        var sink = graph.Sink<Note>("sink", note => finished = note.Values[^1], FaultPolicy.Drop);
        graph.Latest(head, static note => note, first, new() { Merge = static (newer, older) => newer.Absorb(older) });
        graph.Wait(first, second, 16);
        graph.Wait(second, sink, 16);
        await using Pipeline<int> pipeline = graph.Build(head);
        pipeline.Start();
        for (int i = 1; i <= 500; i++)
        {
            pipeline.Offer(i);
        }

        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        Assert.AreEqual(500, finished);
        Assert.IsEmpty(late, $"taken while an older one was under way: {string.Join(',', late)}");
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task MergeThatThrows_HaltsThePipeline_NotTheProducer()
    {
        var cause = new FormatException("merge");
        await using EdgeRig rig = Rig((_, _) => throw cause, open: false);
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        int i = 2;
        while (rig.Pipeline.Offer(i))
        {
            i++;
        }

        rig.Gate.Open();
        Assert.AreSame(cause, await Assert.ThrowsExactlyAsync<FormatException>(() => rig.Pipeline.Completion));
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Null_MeansNothingForThisEdge()
    {
        var b = new PipelineBuilder("latest");
        List<string> seen = [];
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i);
        b.Latest(head, static i => i == 2 ? "two" : null, b.Sink<string>("sink", seen.Add));
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        for (int i = 1; i <= 3; i++)
        {
            pipeline.Offer(i);
        }

        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        CollectionAssert.AreEqual(new[] { "two" }, seen);
        Assert.AreEqual(1, pipeline.Report()["sink"].In);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task SelectorThatThrows_HaltsThePipeline_NotTheProducer()
    {
        var cause = new FormatException("select");
        var b = new PipelineBuilder("latest");
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i);
        b.Latest<int, string>(head, _ => throw cause, b.Sink<string>("sink", static _ => { }));
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        Assert.IsTrue(pipeline.Offer(1));
        Assert.AreSame(cause, await Assert.ThrowsExactlyAsync<FormatException>(() => pipeline.Completion));
    }

    [TestMethod]
    [Timeout(Limit)]
    public void ProducerAndConsumer_RacingForTheSlot_LoseAndDoubleNothing()
    {
        const int Messages = 200_000;
        var context = new PipelineContext("slot", PipelineMode.Live, new PipelineOptions(), new() { [typeof(Note)] = (Action<Note>)(static n => n.Release()) });
        var counters = new StageCounters("sink");
        var slot = new LatestSlot<Note>(counters, context, static (newer, older) => newer.Absorb(older));
        List<int> values = [];
        var consumer = new Thread(() =>
        {
            while (!slot.IsDrained)
            {
                if (slot.TryTake(out Note? note))
                {
                    counters.CountOut();
                    values.AddRange(note.Values);
                }
            }
        })
        { IsBackground = true };
        consumer.Start();
        for (int i = 0; i < Messages; i++)
        {
            slot.Offer(new Note(i));
        }

        slot.Complete();
        Assert.IsTrue(consumer.Join(Gate.Patience));
        CollectionAssert.AreEqual(Enumerable.Range(0, Messages).ToArray(), values);
        Assert.AreEqual(Messages, counters.Snapshot().Out + counters.Snapshot().Replaced);
    }

    private static EdgeRig Rig(Action<Note, Note>? merge, bool open) => new(
        PipelineMode.Live,
        (b, head, sink) => b.Latest(head, static note => note, sink, new() { Merge = merge }),
        open);
}
