using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Contracts;

/// <summary>What every edge promises; inherited once per kind and mode. What a kind does not promise it says by a property.</summary>
public abstract class EdgeContract
{
    private const int Limit = 30_000;
    private const int Many = 3_000;

    private protected abstract PipelineMode Mode { get; }

    /// <summary>True when the producer waits for room.</summary>
    private protected abstract bool ProducerWaits { get; }

    /// <summary>True when every value arrives, be it by its own message or merged into another.</summary>
    private protected virtual bool LosesNothing => true;

    /// <summary>Messages that fit between producer and sink while the sink is stuck, its own one included.</summary>
    private protected abstract int Room { get; }

    private protected abstract void Connect(PipelineBuilder builder, InlineNode<int, Note> head, SinkNode<Note> sink);

    [TestMethod]
    [Timeout(Limit)]
    public async Task Messages_ArriveInOrder()
    {
        await using EdgeRig rig = Rig();
        rig.OfferAll(1, Many);
        await CompleteAsync(rig);
        int[] received = [.. rig.ReceivedValues];
        CollectionAssert.AreEqual(received.Order().Distinct().ToArray(), received);
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Nothing_IsLost_OrItIsCounted()
    {
        await using EdgeRig rig = Rig();
        rig.OfferAll(1, Many);
        await CompleteAsync(rig);
        rig.AssertAccounted();
        int arrived = rig.ReceivedValues.Count();
        long dropped = rig.Pipeline.Report()["sink"].Dropped;
        Assert.AreEqual(Many, arrived + dropped);
        if (LosesNothing)
        {
            Assert.AreEqual(0, dropped);
            CollectionAssert.AreEqual(Enumerable.Range(1, Many).ToArray(), rig.ReceivedValues.ToArray());
        }
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task StuckConsumer_HoldsTheProducer_OnlyWhereTheEdgeWaits()
    {
        await using EdgeRig rig = Rig(open: false);
        int accepted = 0;
        var producer = new Thread(() =>
        {
            for (int i = 1; i <= Many && rig.Pipeline.Offer(i); i++)
            {
                Volatile.Write(ref accepted, i);
            }
        })
        { IsBackground = true, Name = "producer" };
        producer.Start();
        if (ProducerWaits)
        {
            rig.Gate.WaitUntilReached();
            Eventually.Holds(() => rig.Pipeline.QueueDepth("sink") + Between(rig) > Volatile.Read(ref accepted), "the producer is inside an offer");
            Eventually.Blocks(producer);
            Assert.IsLessThanOrEqualTo(Room, Volatile.Read(ref accepted), "no more messages are inside than the edge has room for");
        }
        else
        {
            Assert.IsTrue(producer.Join(Gate.Patience), "the producer never waits");
            Assert.AreEqual(Many, accepted);
        }

        rig.Gate.Open();
        Assert.IsTrue(producer.Join(Gate.Patience), "the producer goes on once there is room");
        await CompleteAsync(rig);
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Completion_FinishesWhatIsInside_AndDeclinesTheRest()
    {
        await using EdgeRig rig = Rig(open: false);
        rig.OfferAll(1, 2);
        rig.Gate.WaitUntilReached();
        rig.Pipeline.Complete();
        Assert.IsFalse(rig.Pipeline.Offer(3), "a completed pipeline declines");
        Assert.IsFalse(rig.Pipeline.Completion.IsCompleted, "what is inside has not arrived yet");
        rig.Gate.Open();
        await rig.Pipeline.Completion;
        CollectionAssert.AreEqual(new[] { 1, 2 }, rig.ReceivedValues.ToArray());
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task LastMessage_Arrives()
    {
        await using EdgeRig rig = Rig(open: false);
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        rig.OfferAll(2, 3);
        rig.Gate.Open();
        await CompleteAsync(rig);
        Assert.AreEqual(3, rig.ReceivedValues.Last());
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Drain_InTime_IsTrue()
    {
        await using EdgeRig rig = Rig();
        rig.OfferAll(1, 3);
        Assert.IsTrue(await rig.Pipeline.DrainAsync(Gate.Patience));
        Assert.IsTrue(rig.Pipeline.Completion.IsCompletedSuccessfully);
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Drain_TooLate_IsFalse_AndWhatIsLeftIsCountedAsCancelled()
    {
        await using EdgeRig rig = Rig(open: false);
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        rig.OfferAll(2, 2);
        Assert.IsFalse(await rig.Pipeline.DrainAsync(TimeSpan.FromMilliseconds(1)));
        rig.Gate.Open();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => rig.Pipeline.Completion);
        rig.AssertAccounted();
        CollectionAssert.AreEqual(new[] { 1 }, rig.ReceivedValues.ToArray());
        Assert.AreEqual(1, Dropped(rig, "cancelled"));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task HaltingFault_EndsThePipelineWithTheRootCause()
    {
        var cause = new FormatException("third");
        await using EdgeRig rig = Rig(process: note =>
        {
            if (note.Values.Contains(3))
            {
                throw new AggregateException(new AggregateException(cause));
            }
        });
        rig.OfferAll(1, 3);
        FormatException thrown = await Assert.ThrowsExactlyAsync<FormatException>(() => rig.Pipeline.Completion);
        Assert.AreSame(cause, thrown);
        Assert.AreSame(cause, rig.Pipeline.FirstFault);
        Assert.IsFalse(rig.Pipeline.Offer(4), "a halted pipeline declines");
        rig.AssertAccounted();
        Assert.AreEqual(1, rig.Pipeline.Report()["sink"].Faulted);
        Assert.AreEqual(1, Dropped(rig, "fault"));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task DroppingFault_CostsOnlyItsMessage()
    {
        await using EdgeRig rig = Rig(
            open: false,
            policy: FaultPolicy.Drop,
            process: note =>
            {
                if (note.Value == 1)
                {
                    throw new FormatException("first");
                }
            });
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        rig.OfferAll(2, 2);
        rig.Gate.Open();
        await CompleteAsync(rig);
        CollectionAssert.AreEqual(new[] { 2 }, rig.ReceivedValues.ToArray());
        Assert.AreEqual(1, Dropped(rig, "fault"));
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Cancellation_DropsAndCountsWhatIsInside()
    {
        using var stop = new CancellationTokenSource();
        await using EdgeRig rig = Rig(open: false, stop: stop.Token);
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        rig.OfferAll(2, 3);
        await stop.CancelAsync();
        Assert.IsFalse(rig.Pipeline.Offer(4));
        rig.Gate.Open();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => rig.Pipeline.Completion);
        rig.AssertAccounted();
        CollectionAssert.AreEqual(new[] { 1 }, rig.ReceivedValues.ToArray(), "the message in progress is finished, no other is begun");
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task WaitingProducer_IsFreedByCancellation()
    {
        using var stop = new CancellationTokenSource();
        await using EdgeRig rig = Rig(open: false, stop: stop.Token);
        var producer = new Thread(() =>
        {
            for (int i = 1; i <= Many && rig.Pipeline.Offer(i); i++)
            {
            }
        })
        { IsBackground = true, Name = "producer" };
        producer.Start();
        rig.Gate.WaitUntilReached();
        if (ProducerWaits)
        {
            Eventually.Blocks(producer);
        }

        await stop.CancelAsync();
        Assert.IsTrue(producer.Join(Gate.Patience), "nobody waits on a stopped pipeline");
        rig.Gate.Open();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => rig.Pipeline.Completion);
        rig.AssertAccounted();
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task ContextOfTheProducer_DoesNotReachTheConsumer()
    {
        var local = new AsyncLocal<string?> { Value = "builder" };
        string? seen = "nothing ran";
        await using EdgeRig rig = Rig(process: _ => seen = local.Value);
        local.Value = "producer";
        rig.OfferAll(1, 1);
        await CompleteAsync(rig);
        Assert.IsNull(seen);
    }

    private protected EdgeRig Rig(
        bool open = true,
        FaultPolicy? policy = null,
        Action<Note>? process = null,
        CancellationToken stop = default) => new(Mode, Connect, open, policy, process, stop);

    private protected static async Task CompleteAsync(EdgeRig rig)
    {
        rig.Pipeline.Complete();
        await rig.Pipeline.Completion;
    }

    private protected static long Dropped(EdgeRig rig, string reason) => rig.Pipeline.Report().Stages
        .SelectMany(static s => s.DroppedByReason)
        .Where(d => string.Equals(d.Key, reason, StringComparison.Ordinal))
        .Sum(static d => d.Value);

    /// <summary>Messages that have left the head and not yet been put on the sink's edge.</summary>
    private static long Between(EdgeRig rig) => rig.Pipeline.StageCounters.Where(static c => c.Stage is not ("sink" or "head")).Sum(static c => c.Depth);
}
