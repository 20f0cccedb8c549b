using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

[TestClass]
public sealed class LaneTests
{
    private const int Limit = 30_000;

    [TestMethod]
    [DataRow(PipelineMode.Live)]
    [DataRow(PipelineMode.Replay)]
    [Timeout(Limit)]
    public async Task StagesBehindAnEdge_RunOnItsLane_Niced_OnlyWhenLive(PipelineMode mode)
    {
        List<string?> threads = [];
        int nice = -1;
        void Note()
        {
            threads.Add(Thread.CurrentThread.Name);
            nice = Niceness.Current();
        }

        var b = new PipelineBuilder("lane", mode);
        InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
        BlockNode<string, string> first = b.Stage<string>("first", _ => Note());
        BlockNode<string, string> second = b.StageAsync<string, string>("second", async (s, token) =>
        {
            await Task.Yield();
            Note();
            return StageOutcome<string>.Ok(s);
        });
        SinkNode<string> third = b.Sink<string>("third", _ => Note());
        b.Latest(head, static s => s, first, new() { Lane = new LaneOptions { Niceness = 7 } });
        b.Wait(first, second, 4);
        b.Wait(second, third, 4);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        int before = Niceness.Current();
        pipeline.Offer(1);
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        CollectionAssert.AreEqual(new[] { "lane/first", "lane/first", "lane/first" }, threads);
        Assert.HasCount(1, pipeline.Lanes);
        if (OperatingSystem.IsLinux() && pipeline.RefusedNiceness == 0 && mode == PipelineMode.Live)
        {
            Assert.AreEqual(7, nice);
        }
        else
        {
            Assert.AreEqual(before, nice);
        }

        Assert.AreEqual(before, Niceness.Current(), "only the lane's own thread was changed");
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task StagesOfALane_CallEachOther_AndOneThatAwaitsGivesAllOfThemQueues()
    {
        int depth = 0;
        int deepest = 0;
        Pipeline<int> Build(bool awaits)
        {
            var b = new PipelineBuilder("direct");
            InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
            BlockNode<string, string> first = b.Stage<string>("first", _ => depth = new System.Diagnostics.StackTrace().FrameCount);
            SinkNode<string> second = awaits
                ? b.SinkAsync<string>("second", (_, _) =>
                {
                    Measure();
                    return ValueTask.CompletedTask;
                })
                : b.Sink<string>("second", _ => Measure());
            b.Latest(head, static s => s, first);
            b.Wait(first, second, 4);
            return b.Build(head);
        }

        void Measure() => deepest = new System.Diagnostics.StackTrace().FrameCount;

        foreach (bool awaits in new[] { false, true })
        {
            await using Pipeline<int> pipeline = Build(awaits);
            pipeline.Start();
            pipeline.Offer(1);
            Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
            Assert.AreEqual(!awaits, pipeline.Lanes[0].IsDirect);
            Assert.AreEqual(1, pipeline.Counters("second").Snapshot().Out);
            if (!awaits)
            {
                Assert.IsGreaterThan(depth, deepest, "the second stage runs inside the call of the first");
            }
        }
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task ReplayedMessage_ThatNoOtherFollows_IsTakenAllTheSame()
    {
        var b = new PipelineBuilder("single", PipelineMode.Replay);
        InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
        using var taken = new ManualResetEventSlim();
        SinkNode<string> sink = b.Sink<string>("sink", _ => taken.Set());
        b.Latest(head, static s => s, sink);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        pipeline.Offer(1);
        Assert.IsTrue(taken.Wait(Gate.Patience), "the lane looks by itself");
        taken.Reset();
        pipeline.Offer(2);
        pipeline.Hurry();
        Assert.IsTrue(taken.Wait(Gate.Patience));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task StuckLane_DoesNotHoldTheOthers()
    {
        using var gate = new Gate(open: false);
        var b = new PipelineBuilder("lanes");
        var one = new int[1];
        using var arrived = new ManualResetEventSlim();
        InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
        b.Latest(head, static s => s, b.Sink<string>("publish", _ => gate.Pass()));
        b.Journal(head, _ => one, b.Sink<int>("append", _ => arrived.Set()), new() { Bytes = static _ => 1 });
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        pipeline.Offer(1);
        gate.WaitUntilReached();
        pipeline.Offer(2);
        Assert.IsTrue(arrived.Wait(Gate.Patience), "the journal goes on while publishing is stuck");
        gate.Open();
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task EveryLane_EndsWithThePipeline()
    {
        var b = new PipelineBuilder("ending");
        InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
        b.Latest(head, static s => s, b.Sink<string>("sink", static _ => { }));
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        pipeline.Complete();
        await pipeline.Completion;
        Assert.IsTrue(pipeline.Lanes.All(static l => l.Ended.IsCompletedSuccessfully));
    }
}
