using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

/// <summary>The handle: start, complete, drain, dispose, report.</summary>
[TestClass]
public sealed class PipelineTests
{
    private const int Limit = 30_000;

    [TestMethod]
    [Timeout(Limit)]
    public async Task Complete_WithoutStart_EndsAtOnce()
    {
        await using Pipeline<int> pipeline = Build(static _ => { });
        pipeline.Complete();
        await pipeline.Completion;
        Assert.IsFalse(pipeline.Offer(1));
        pipeline.Start();
        Assert.IsFalse(pipeline.Offer(1), "a second start does not open it again");
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task StopBeforeTheStart_Declines()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await using Pipeline<int> pipeline = Build(static _ => { }, new PipelineOptions { Stop = stop.Token });
        pipeline.Start();
        Assert.IsFalse(pipeline.Offer(1));
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => pipeline.Completion);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Dispose_DoesNotWaitForEver_ForAStageThatNeverReturns()
    {
        using var gate = new Gate(open: false);
        Pipeline<int> pipeline = Build(_ => gate.Pass(), new PipelineOptions { StopTimeout = TimeSpan.FromMilliseconds(1) });
        pipeline.Start();
        pipeline.Offer(1);
        gate.WaitUntilReached();
        await pipeline.DisposeAsync();
        Assert.IsFalse(pipeline.Completion.IsCompleted);
        gate.Open();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => pipeline.Completion);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Fault_IsKnown_BeforeTheStuckStageReturns()
    {
        using var gate = new Gate(open: false);
        await using Pipeline<int> pipeline = Build(_ => gate.Pass());
        pipeline.Start();
        pipeline.Offer(1);
        gate.WaitUntilReached();
        var cause = new FormatException();
        pipeline.Fault(cause);
        Assert.AreSame(cause, pipeline.FirstFault);
        Assert.IsFalse(pipeline.Completion.IsCompleted);
        gate.Open();
        Assert.AreSame(cause, await Assert.ThrowsExactlyAsync<FormatException>(() => pipeline.Completion));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task ReleaseThatThrows_HaltsThePipeline()
    {
        var b = new PipelineBuilder("owned");
        var cause = new InvalidOperationException("returned twice");
        b.Owned<string>(_ => throw cause);
        InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
        b.Latest(head, static s => s, b.Sink<string>("sink", static _ => { }));
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        pipeline.Offer(1);
        Assert.AreSame(cause, await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => pipeline.Completion));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task PassOn_SendsTheMessageWithoutTheStage_AndKeepsItsOwner()
    {
        var b = new PipelineBuilder("owned");
        int released = 0;
        List<string> seen = [];
        b.Owned<string>(_ => released++);
        InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
        BlockNode<string, string> failing = b.Stage<string>("failing", static _ => throw new FormatException(), FaultPolicy.PassOn);
        SinkNode<string> sink = b.Sink<string>("sink", seen.Add);
        b.Latest(head, static s => s, failing);
        b.Wait(failing, sink, 1);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        pipeline.Offer(1);
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        CollectionAssert.AreEqual(new[] { "x" }, seen);
        Assert.AreEqual(1, released);
        Assert.AreEqual(1, pipeline.Report()["failing"].Faulted);
        Assert.AreEqual(1, pipeline.Report()["failing"].Out);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task StageThatMakesSomethingElse_ReleasesItsInput()
    {
        var b = new PipelineBuilder("owned");
        List<string> released = [];
        b.Owned<string>(released.Add);
        InlineNode<int, string> head = b.Head<int, string>("head", static i => $"in{i}");
        BlockNode<string, string> other = b.Stage<string, string>("other", static s => s.Replace("in", "out", StringComparison.Ordinal));
        BlockNode<string, int> length = b.Stage<string, int>("length", static s => s.Length);
        SinkNode<int> sink = b.Sink<int>("sink", static _ => { });
        b.Latest(head, static s => s, other);
        b.Wait(other, length, 1);
        b.Wait(length, sink, 1);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        pipeline.Offer(1);
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        CollectionAssert.AreEqual(new[] { "in1", "out1" }, released);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task QueuedHead_WaitsForRoom_AndTakesSeveralProducers()
    {
        using var gate = new Gate(open: false);
        var b = new PipelineBuilder("queued");
        int seen = 0;
        BlockNode<int, int> head = b.QueuedHead<int, int>("head", 4, static i => i);
        b.Wait(head, b.Sink<int>("sink", _ =>
        {
            gate.Pass();
            seen++;
        }), 4);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        Task<bool>[] offers = [.. Enumerable.Range(0, 100).Select(i => Task.Run(() => pipeline.OfferAsync(i).AsTask()))];
        gate.WaitUntilReached();
        Eventually.Holds(() => pipeline.QueueDepth("head") + pipeline.QueueDepth("sink") >= 8, "the queues fill");
        Assert.IsLessThanOrEqualTo(8, offers.Count(static o => o.IsCompleted));
        gate.Open();
        Assert.IsTrue((await Task.WhenAll(offers)).All(static accepted => accepted));
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        Assert.AreEqual(100, seen);
        Assert.AreEqual(100, pipeline.Report()["head"].In);
        Assert.IsTrue(pipeline.Report().Balanced);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Report_IsATable_WithTheDropsBelow()
    {
        var b = new PipelineBuilder("report");
        BlockNode<int, int> head = b.QueuedHead<int, int>("head", 4, static i => i == 2 ? StageOutcome<int>.Dropped("even") : StageOutcome<int>.Ok(i));
        b.Wait(head, b.Sink<int>("sink", static _ => { }), 4);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        for (int i = 1; i <= 3; i++)
        {
            await pipeline.OfferAsync(i);
        }

        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        string[] lines = pipeline.Report().ToString().Split('\n');
        StringAssert.Matches(lines[0], new(@"^stage +in +out +dropped +replaced +faulted +p99 µs$"));
        StringAssert.Matches(lines[1], new(@"^head +3 +2 +1 +0 +0 +\d+\.\d$"));
        StringAssert.Matches(lines[2], new(@"^sink +2 +2 +0 +0 +0 +\d+\.\d$"));
        Assert.AreEqual("head   dropped 1: even", lines[3]);
        Assert.ThrowsExactly<ArgumentException>(() => pipeline.Report()["nobody"]);
        Assert.ThrowsExactly<ArgumentException>(() => pipeline.QueueDepth("nobody"));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task ContextOfAProducer_DoesNotReachAQueuedHead()
    {
        var local = new AsyncLocal<string?> { Value = "builder" };
        string? seen = "nothing ran";
        var b = new PipelineBuilder("queued");
        BlockNode<int, int> head = b.QueuedHead<int, int>("head", 4, i =>
        {
            seen = local.Value;
            return i;
        });
        b.Wait(head, b.Sink<int>("sink", static _ => { }), 4);
        await using Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        local.Value = "producer";
        await pipeline.OfferAsync(1);
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        Assert.IsNull(seen);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task UnaccountedMessage_FailsTheRun()
    {
        await using Pipeline<int> pipeline = Build(static _ => { });
        pipeline.Start();
        pipeline.Offer(1);
        pipeline.Counters("sink").CountIn();
        Assert.IsFalse(await pipeline.DrainAsync(Gate.Patience));
        InvalidOperationException thrown = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => pipeline.Completion);
        StringAssert.Contains(thrown.Message, "sink 1");
        Assert.IsFalse(pipeline.Report().Balanced);
        StringAssert.Contains(pipeline.Report().ToString(), "1 inside");
    }

    private static Pipeline<int> Build(Action<string> sink, PipelineOptions? options = null)
    {
        var b = new PipelineBuilder("handle", PipelineMode.Live, options);
        InlineNode<int, string> head = b.Head<int, string>("head", static _ => "x");
        b.Latest(head, static s => s, b.Sink("sink", sink));
        return b.Build(head);
    }
}
