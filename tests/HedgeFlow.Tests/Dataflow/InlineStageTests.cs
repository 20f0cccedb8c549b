using System.Threading.Tasks.Dataflow;
using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

/// <summary>The inline head as a TPL target and source, and its one-thread rule.</summary>
[TestClass]
public sealed class InlineStageTests
{
    private const int Limit = 30_000;

    [TestMethod]
    [Timeout(Limit)]
    public async Task Offer_RunsTheChainOnTheOfferingThread()
    {
        int thread = 0;
        await using Pipeline<int> pipeline = Build(_ => thread = Environment.CurrentManagedThreadId);
        Assert.IsTrue(pipeline.Offer(1));
        Assert.AreEqual(Environment.CurrentManagedThreadId, thread);
        Assert.AreEqual(1, pipeline.OfferLatency.Summarize().Count);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task OfferMessage_Accepts_ThenDeclinesPermanently()
    {
        List<int> seen = [];
        await using Pipeline<int> pipeline = Build(seen.Add);
        var header = new DataflowMessageHeader(1);
        Assert.AreEqual(DataflowMessageStatus.Accepted, pipeline.Head.OfferMessage(header, 7, null, consumeToAccept: false));
        pipeline.Head.Complete();
        Assert.AreEqual(DataflowMessageStatus.DecliningPermanently, pipeline.Head.OfferMessage(header, 8, null, consumeToAccept: false));
        await pipeline.Completion;
        CollectionAssert.AreEqual(new[] { 7 }, seen);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task OfferMessage_ThatMustBeConsumed_AsksTheSource()
    {
        List<int> seen = [];
        await using Pipeline<int> pipeline = Build(seen.Add);
        var source = new OneMessageSource(42);
        var header = new DataflowMessageHeader(1);
        Assert.AreEqual(DataflowMessageStatus.Accepted, pipeline.Head.OfferMessage(header, 0, source, consumeToAccept: true));
        Assert.AreEqual(DataflowMessageStatus.NotAvailable, pipeline.Head.OfferMessage(header, 0, source, consumeToAccept: true));
        CollectionAssert.AreEqual(new[] { 42 }, seen);
        Assert.ThrowsExactly<ArgumentException>(() => pipeline.Head.OfferMessage(default, 0, null, consumeToAccept: false));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task FaultingTheHead_HaltsThePipeline()
    {
        await using Pipeline<int> pipeline = Build(static _ => { });
        var cause = new FormatException();
        pipeline.Head.Fault(cause);
        Assert.AreSame(cause, await Assert.ThrowsExactlyAsync<FormatException>(() => pipeline.Completion));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task LinkedTarget_GetsEveryOutput_AndCompletion()
    {
        var target = new PipelineBuilder("target");
        List<int> seen = [];
        BlockNode<int, int> head = target.QueuedHead<int, int>("head", 1, static i => i);
        target.Wait(head, target.Sink<int>("end", seen.Add), 1);
        await using Pipeline<int> behind = target.Build(head);
        behind.Start();

        var b = new PipelineBuilder("source");
        InlineNode<int, int> node = b.Head<int, int>("stage", static i => i * 10);
        b.Counted(node, static _ => default, b.Sink<int>("unused", static _ => { }));
        await using Pipeline<int> pipeline = b.Build(node);
        using IDisposable link = node.Stage.LinkTo(behind.Head, PropagateCompletion());
        pipeline.Start();
        for (int i = 1; i <= 100; i++)
        {
            Assert.IsTrue(pipeline.Offer(i), "the offering thread waits while the target is full");
        }

        pipeline.Complete();
        await pipeline.Completion;
        await behind.Completion;
        CollectionAssert.AreEqual(Enumerable.Range(1, 100).Select(static i => i * 10).ToArray(), seen);
        Assert.ThrowsExactly<InvalidOperationException>(() => node.Stage.LinkTo(behind.Head, PropagateCompletion()));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task SecondThread_GetsAnException_AndTheFirstIsUndisturbed()
    {
        using var gate = new Gate(open: false);
        await using Pipeline<int> pipeline = Build(_ => gate.Pass());
        Task<bool> first = Task.Run(() => pipeline.Offer(1));
        gate.WaitUntilReached();
        Assert.ThrowsExactly<InvalidOperationException>(() => pipeline.Offer(2));
        gate.Open();
        Assert.IsTrue(await first);
        Assert.IsTrue(pipeline.Offer(3));
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Complete_DuringAnOffer_FinishesThatMessageFirst()
    {
        using var gate = new Gate(open: false);
        await using Pipeline<int> pipeline = Build(_ => gate.Pass());
        Task<bool> offer = Task.Run(() => pipeline.Offer(1));
        gate.WaitUntilReached();
        pipeline.Complete();
        Assert.IsFalse(pipeline.Completion.IsCompleted);
        gate.Open();
        Assert.IsTrue(await offer);
        await pipeline.Completion;
        Assert.AreEqual(1, pipeline.Report()["stage"].Out);
        Assert.IsFalse(pipeline.Offer(2));
    }

    [TestMethod]
    public void Offer_BeforeTheStart_IsAnError()
    {
        var b = new PipelineBuilder("inline");
        InlineNode<int, int> head = b.Head<int, int>("stage", static i => i);
        b.Counted(head, static _ => default, b.Sink<int>("end", static _ => { }));
        Pipeline<int> pipeline = b.Build(head);
        Assert.ThrowsExactly<InvalidOperationException>(() => pipeline.Offer(1));
    }

    private static Pipeline<int> Build(Action<int> code)
    {
        var b = new PipelineBuilder("inline");
        InlineNode<int, int> head = b.Head<int, int>("stage", i =>
        {
            code(i);
            return i;
        });
        b.Counted(head, static _ => default, b.Sink<int>("end", static _ => { }));
        Pipeline<int> pipeline = b.Build(head);
        pipeline.Start();
        return pipeline;
    }

#pragma warning disable RS0030 // What a foreign source would pass; the engine itself links nothing this way.
    private static DataflowLinkOptions PropagateCompletion() => new() { PropagateCompletion = true };
#pragma warning restore RS0030

    /// <summary>A source whose single message must be consumed to be accepted.</summary>
    private sealed class OneMessageSource(int message) : ISourceBlock<int>
    {
        private bool _consumed;

        public Task Completion => Task.CompletedTask;

        public void Complete()
        {
        }

        public void Fault(Exception exception)
        {
        }

        public int ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<int> target, out bool messageConsumed)
        {
            messageConsumed = !_consumed;
            _consumed = true;
            return message;
        }

#pragma warning disable RS0030
        public IDisposable LinkTo(ITargetBlock<int> target, DataflowLinkOptions linkOptions) => throw new NotSupportedException();
#pragma warning restore RS0030

        public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<int> target) => false;

        public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<int> target)
        {
        }
    }
}
