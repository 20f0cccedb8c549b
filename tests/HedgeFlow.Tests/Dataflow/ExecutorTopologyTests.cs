using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Dataflow;

/// <summary>The whole topology with small stages: inline chain, three edges off the executor, a telemetry chain.</summary>
[TestClass]
public sealed class ExecutorTopologyTests
{
    private const int Ticks = 10_000;

    [TestMethod]
    [Timeout(30_000)]
    public async Task Replay_ShowsEveryMessageToEveryStage_InOrder()
    {
        await using var graph = new SmallExecutor(PipelineMode.Replay);
        graph.Pipeline.Start();
        for (int i = 1; i <= Ticks; i++)
        {
            Assert.IsTrue(graph.Pipeline.Offer(i));
        }

        Assert.IsTrue(await graph.Pipeline.DrainAsync(TimeSpan.FromSeconds(20)));
        await graph.Pipeline.Completion;
        PipelineReport report = graph.Pipeline.Report();
        Assert.IsTrue(report.Balanced, report.ToString());
        Assert.AreEqual(0, report.Stages.Sum(s => s.Dropped + s.Replaced + s.Faulted), report.ToString());
        CollectionAssert.AreEqual(Enumerable.Range(1, Ticks).ToArray(), graph.Published.Select(f => f.Last).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 2 * Ticks).ToArray(), graph.Appended.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, Ticks).ToArray(), graph.Shadowed.ToArray());
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task Live_AccountsForEveryMessage_AndEveryEventArrivesByMerging()
    {
        await using var graph = new SmallExecutor(PipelineMode.Live);
        graph.Pipeline.Start();
        for (int i = 1; i <= Ticks; i++)
        {
            Assert.IsTrue(graph.Pipeline.Offer(i));
        }

        Assert.IsTrue(await graph.Pipeline.DrainAsync(TimeSpan.FromSeconds(20)));
        await graph.Pipeline.Completion;
        PipelineReport report = graph.Pipeline.Report();
        Assert.IsTrue(report.Balanced, report.ToString());
        Assert.AreEqual(Ticks, graph.Published[^1].Last, "the last frame always arrives");
        CollectionAssert.AreEqual(Enumerable.Range(1, Ticks).ToArray(), graph.Published.SelectMany(f => f.Events).ToArray());
        Assert.AreEqual(Ticks, report["router-metric"].In);
        Assert.AreEqual(Ticks, report["router-metric"].Out + report["router-metric"].Replaced);
        CollectionAssert.AreEqual(Enumerable.Range(1, 2 * Ticks).ToArray(), graph.Appended.ToArray());
    }

    private sealed record Frame(int Last)
    {
        public List<int> Events { get; } = [Last];
    }

    private sealed class Turn
    {
        public Frame? Frame { get; set; }

        public int[] Lines { get; } = new int[2];

        public int[] Shadows { get; } = new int[1];
    }

    private sealed class SmallExecutor : IAsyncDisposable
    {
        private readonly Turn _turn = new();

        public SmallExecutor(PipelineMode mode)
        {
            var b = new PipelineBuilder("executor", mode);
            InlineNode<int, int> snapshot = b.Head<int, int>("exchange-snapshot", static i => i);
            InlineNode<int, Turn> executor = b.Inline<int, Turn>("executor", Decide);
            BlockNode<Frame, Frame> router = b.Stage<Frame>("router-metric", static _ => { });
            BlockNode<Frame, Frame> risk = b.Stage<Frame>("risk", static _ => { }, FaultPolicy.PassOn);
            SinkNode<Frame> publish = b.Sink<Frame>("publish", Published.Add);
            SinkNode<int> append = b.Sink<int>("append", Appended.Add);
            SinkNode<int> shadow = b.Sink<int>("shadow", Shadowed.Add);

            b.Inline(snapshot, executor);
            b.Latest(executor, static turn => turn.Frame, router, new() { Merge = static (newer, older) => newer.Events.InsertRange(0, older.Events) });
            b.Journal(executor, static turn => turn.Lines.AsSpan(), append, new() { Bytes = static _ => 4 });
            b.Counted(executor, static turn => turn.Shadows.AsSpan(), shadow);
            b.Wait(router, risk, capacity: 16);
            b.Wait(risk, publish, capacity: 16);
            Pipeline = b.Build(snapshot);
        }

        public Pipeline<int> Pipeline { get; }

        public List<Frame> Published { get; } = [];

        public List<int> Appended { get; } = [];

        public List<int> Shadowed { get; } = [];

        public ValueTask DisposeAsync() => Pipeline.DisposeAsync();

        private Turn Decide(int i)
        {
            _turn.Frame = new Frame(i);
            _turn.Lines[0] = (2 * i) - 1;
            _turn.Lines[1] = 2 * i;
            _turn.Shadows[0] = i;
            return _turn;
        }
    }
}
