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
