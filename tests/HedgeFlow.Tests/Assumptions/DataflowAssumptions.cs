using System.Threading.Tasks.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Assumptions;

/// <summary>
/// Behaviour of the framework's blocks that the engine is built around. A failure here means that a runtime update changed the ground:
/// read what the test says the engine does because of it before changing either.
/// </summary>
[TestClass]
public sealed class DataflowAssumptions
{
    private const int Limit = 30_000;

    private static readonly DataflowLinkOptions Propagate = new() { PropagateCompletion = true };

    // Why the builder rejects an unlinked output.
    [TestMethod]
    [Timeout(Limit)]
    public void BoundedCapacity_CountsOutputToo_SoAnUnlinkedBlockFillsUp()
    {
        var block = new TransformBlock<int, int>(static i => i, new() { BoundedCapacity = 3 });
        for (int i = 0; i < 3; i++)
        {
            Assert.IsTrue(block.Post(i));
        }

        Eventually.Holds(() => block.OutputCount == 3, "all three are through");
        Assert.IsFalse(block.Post(4));
        block.Complete();
        Assert.IsFalse(block.Completion.IsCompleted);
        block.LinkTo(DataflowBlock.NullTarget<int>());
        Assert.IsTrue(block.Completion.Wait(Gate.Patience));
    }

    // Why an edge's pump keeps a message the block refused.
    [TestMethod]
    [Timeout(Limit)]
    public async Task Post_OnAFullBlock_IsFalse_AndTheMessageIsGone()
    {
        using var gate = new Gate(open: false);
        List<int> seen = [];
        var block = new ActionBlock<int>(
            i =>
            {
                gate.Pass();
                seen.Add(i);
            },
            new() { BoundedCapacity = 1 });
        Assert.IsTrue(block.Post(1));
        Assert.IsFalse(block.Post(2));
        gate.Open();
        block.Complete();
        await block.Completion;
        CollectionAssert.AreEqual(new[] { 1 }, seen);
    }

    // Why the stage body turns such an exception into a fault before the block sees it.
    [TestMethod]
    [Timeout(Limit)]
    public async Task OperationCanceledException_IsSwallowed_WithItsMessage()
    {
        int seen = 0;
        var block = new ActionBlock<int>(i =>
        {
            if (i == 2)
            {
                throw new OperationCanceledException();
            }

            seen++;
        });
        for (int i = 1; i <= 4; i++)
        {
            block.Post(i);
        }

        block.Complete();
        await block.Completion;
        Assert.AreEqual(TaskStatus.RanToCompletion, block.Completion.Status);
        Assert.AreEqual(3, seen);
    }

    // Why no stage code throws across a block.
    [TestMethod]
    [Timeout(Limit)]
    public async Task Exception_EndsTheBlock_AndDropsItsQueue()
    {
        using var gate = new Gate(open: false);
        int seen = 0;
        var block = new ActionBlock<int>(_ =>
        {
            gate.Pass();
            seen++;
            throw new FormatException();
        });
        for (int i = 1; i <= 4; i++)
        {
            block.Post(i);
        }

        gate.Open();
        await Assert.ThrowsExactlyAsync<FormatException>(() => block.Completion);
        Assert.AreEqual(1, seen);
        Assert.AreEqual(0, block.InputCount);
        Assert.IsFalse(block.Post(5));
    }

    // Why a block never gets the pipeline's token, and why the pipeline reports its own status, not the last block's.
    [TestMethod]
    [Timeout(Limit)]
    public async Task CancelledBlock_CompletesItsTargetNormally()
    {
        using var stop = new CancellationTokenSource();
        var source = new BufferBlock<int>(new() { CancellationToken = stop.Token });
        var target = new ActionBlock<int>(static _ => { });
        source.LinkTo(target, Propagate);
        await stop.CancelAsync();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => source.Completion);
        await target.Completion;
        Assert.AreEqual(TaskStatus.RanToCompletion, target.Completion.Status);
    }

    // Why the handle unwraps once, at the end.
    [TestMethod]
    [Timeout(Limit)]
    public async Task Fault_GainsOneAggregatePerHop()
    {
        var cause = new FormatException();
        var first = new TransformBlock<int, int>((Func<int, int>)(_ => throw cause));
        var second = new TransformBlock<int, int>(static i => i);
        var third = new ActionBlock<int>(static _ => { });
        first.LinkTo(second, Propagate);
        second.LinkTo(third, Propagate);
        first.Post(1);
        await ((Task)third.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int layers = 0;
        for (Exception? e = third.Completion.Exception; e is AggregateException; e = e.InnerException)
        {
            layers++;
        }

        Assert.AreEqual(3, layers);
        Assert.AreSame(cause, third.Completion.Exception!.GetBaseException());
    }

    // Why the builder rejects fan-in.
    [TestMethod]
    [Timeout(Limit)]
    public async Task FanIn_CompletesWithTheFirstSource_AndStrandsTheOther()
    {
        var first = new BufferBlock<int>();
        var second = new BufferBlock<int>();
        List<int> seen = [];
        var target = new ActionBlock<int>(seen.Add);
        first.LinkTo(target, Propagate);
        second.LinkTo(target, Propagate);
        first.Complete();
        await target.Completion;
        second.Post(1);
        Assert.AreEqual(1, second.Count);
        Assert.IsEmpty(seen);
    }

    // Why the builder rejects two links that hand over the same message.
    [TestMethod]
    [Timeout(Limit)]
    public async Task TwoLinks_GiveEachMessageToTheFirst_ButCompletionToBoth()
    {
        var source = new BufferBlock<int>();
        int first = 0;
        int second = 0;
        var one = new ActionBlock<int>(_ => first++);
        var two = new ActionBlock<int>(_ => second++);
        source.LinkTo(one, Propagate);
        source.LinkTo(two, Propagate);
        for (int i = 0; i < 10; i++)
        {
            source.Post(i);
        }

        source.Complete();
        await Task.WhenAll(one.Completion, two.Completion);
        Assert.AreEqual(10, first);
        Assert.AreEqual(0, second);
    }

    // Why blocks that share a lane take turns.
    [TestMethod]
    [DataRow(DataflowBlockOptions.Unbounded, "AAAABBBB")]
    [DataRow(1, "ABABABAB")]
    [Timeout(Limit)]
    public async Task MaxMessagesPerTask_DecidesHowLongABlockKeepsASharedScheduler(int messages, string expected)
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        using var gate = new Gate(open: false);
        var order = new System.Text.StringBuilder();
        var options = new ExecutionDataflowBlockOptions { TaskScheduler = scheduler, MaxMessagesPerTask = messages };
        // Holds the scheduler while both queues are filled, so that the order is the scheduler's alone.
        Task held = Task.Factory.StartNew(gate.Pass, CancellationToken.None, TaskCreationOptions.None, scheduler);
        gate.WaitUntilReached();
        var a = new ActionBlock<int>(_ => order.Append('A'), options);
        var b = new ActionBlock<int>(_ => order.Append('B'), options);
        for (int i = 0; i < 4; i++)
        {
            a.Post(i);
            b.Post(i);
        }

        gate.Open();
        a.Complete();
        b.Complete();
        await Task.WhenAll(held, a.Completion, b.Completion);
        Assert.AreEqual(expected, order.ToString());
    }

    // Why the head of a queued pipeline is offered to without a context.
    [TestMethod]
    [Timeout(Limit)]
    public async Task ContextOfTheFirstProducer_StaysForTheWholeBurst()
    {
        var local = new AsyncLocal<string?>();
        using var gate = new Gate(open: false);
        List<string?> seen = [];
        var block = new ActionBlock<int>(_ =>
        {
            gate.Pass();
            seen.Add(local.Value);
        });
        for (int i = 1; i <= 3; i++)
        {
            local.Value = $"producer {i}";
            block.Post(i);
        }

        gate.Open();
        block.Complete();
        await block.Completion;
        CollectionAssert.AreEqual(new[] { "producer 1", "producer 1", "producer 1" }, seen);
    }

    // Why one array can serve all outputs of a stage.
    [TestMethod]
    [Timeout(Limit)]
    public async Task TransformMany_CopiesTheOutput_BeforeTheNextCall()
    {
        var one = new int[1];
        var block = new TransformManyBlock<int, int>(
            i =>
            {
                one[0] = i;
                return i % 2 == 0 ? [] : one;
            },
            new() { BoundedCapacity = 4 });
        List<int> seen = [];
        var target = new ActionBlock<int>(seen.Add, new() { BoundedCapacity = 1 });
        block.LinkTo(target, Propagate);
        for (int i = 0; i < 1_000; i++)
        {
            Assert.IsTrue(await block.SendAsync(i));
        }

        block.Complete();
        await target.Completion;
        CollectionAssert.AreEqual(Enumerable.Range(0, 500).Select(static i => (2 * i) + 1).ToArray(), seen);
    }

    // Why a bounded TransformMany with dropped messages does not fill up.
    [TestMethod]
    [Timeout(Limit)]
    public async Task TransformMany_ThatReturnsNothing_FreesThePlace()
    {
        var block = new TransformManyBlock<int, int>(static _ => [], new() { BoundedCapacity = 1 });
        block.LinkTo(DataflowBlock.NullTarget<int>());
        for (int i = 0; i < 100; i++)
        {
            Assert.IsTrue(await block.SendAsync(i));
        }

        block.Complete();
        await block.Completion;
    }

    // Why a lane sets its nice value itself.
    [TestMethod]
    [Timeout(Limit)]
    public void ThreadPriority_DoesNothingOnLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Linux only");
        }

        int nice = 99;
        var thread = new Thread(() => nice = HedgeFlow.Dataflow.Niceness.Current()) { Priority = ThreadPriority.Lowest };
        thread.Start();
        Assert.IsTrue(thread.Join(Gate.Patience));
        Assert.AreEqual(HedgeFlow.Dataflow.Niceness.Current(), nice);
    }
}
