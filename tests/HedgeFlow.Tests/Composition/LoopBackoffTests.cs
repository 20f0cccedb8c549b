using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Composition;

/// <summary>A live loop whose source fails waits longer and longer, and ends after ten faults in a row.</summary>
[TestClass]
public sealed class LoopBackoffTests
{
    [TestMethod]
    [DataRow(1, 5)]
    [DataRow(2, 10)]
    [DataRow(11, 55)]
    [DataRow(12, 60)]
    [DataRow(13, 60)]
    public void The_wait_grows_by_five_seconds_up_to_a_minute(int faults, int seconds) =>
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), LoopBackoff.DelayAfter(faults));

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task The_loop_goes_on_after_the_wait_and_not_before()
    {
        var time = new ManualTimeProvider();
        var lines = new List<string>();
        using var backoff = new LoopBackoff(time, lines.Add);
        Task<bool> waiting = Task.Run(() => backoff.WaitAfterFault(CancellationToken.None));
        Eventually.Holds(() => lines.Count == 1, "the loop waits");
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.IsFalse(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.IsTrue(await waiting);
        Assert.AreEqual("fault 1 in a row: waiting 5 s", lines[0]);
        backoff.Succeeded();
        Assert.AreEqual(0, backoff.Faults);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task A_stop_ends_the_wait()
    {
        using var backoff = new LoopBackoff(new ManualTimeProvider(), _ => { });
        using var stop = new CancellationTokenSource();
        Task<bool> waiting = Task.Run(() => backoff.WaitAfterFault(stop.Token));
        await stop.CancelAsync();
        Assert.IsFalse(await waiting);
        Assert.IsFalse(backoff.GivenUp);
    }

    [TestMethod]
    [Timeout(120_000)]
    public async Task Ten_faults_in_a_row_end_the_run_and_each_of_them_is_counted_and_an_event()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTimeProvider();
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { });
        using var source = new FailingSource(failures: int.MaxValue);
        using var backoff = new LoopBackoff(time, _ => { });
        EngineReport report = await RunAsync(engine, source, backoff, time);
        Assert.IsTrue(backoff.GivenUp);
        Assert.AreEqual(LoopBackoff.Most, source.Reads);
        Assert.AreEqual(LoopBackoff.Most, report.Pipeline.Stages.Single(stage => stage.Stage == "exchange-snapshot").Faulted);
        Assert.AreEqual(LoopBackoff.Most, new JsonlTail(folder["execution/events.jsonl"]).Last(100).Count(row =>
            Coerce.Text(row["type"]) == "error" && Coerce.Text(row["metadata"]!["component"]) == "exchange-snapshot"));
    }

    [TestMethod]
    [Timeout(120_000)]
    public async Task Faults_with_a_good_turn_between_them_are_not_in_a_row()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTimeProvider();
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { });
        using var source = new FailingSource(failures: 9);
        using var backoff = new LoopBackoff(time, _ => { });
        EngineReport report = await RunAsync(engine, source, backoff, time);
        Assert.IsFalse(backoff.GivenUp, "the source ended by itself");
        Assert.AreEqual(0, backoff.Faults);
        Assert.IsTrue(report.Complete);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Without_a_backoff_the_fault_is_the_callers()
    {
        using var folder = new TemporaryFolder();
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { });
        using var source = new FailingSource(failures: 1);
        await Assert.ThrowsExactlyAsync<IOException>(() => engine.RunAsync(source, null, null, CancellationToken.None));
    }

    private static async Task<EngineReport> RunAsync(Engine engine, IFeedSource source, LoopBackoff backoff, ManualTimeProvider time)
    {
        Task<EngineReport> run = Task.Run(() => engine.RunAsync(source, null, null, CancellationToken.None, backoff));
        Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(60));
                return run.IsCompleted;
            },
            "the run ends");
        return await run;
    }

    /// <summary>Fails so many times, then ends.</summary>
    private sealed class FailingSource(int failures) : IFeedSource
    {
        public int Reads { get; private set; }

        public FeedCounters Counters { get; } = new();

        public FeedPosition Position => new(0, "failing", Reads, 0);

        public bool TryRead(IFeedSink sink, CancellationToken cancellationToken) =>
            ++Reads > failures ? false : throw new IOException("the disk is away");

        public void Dispose()
        {
        }
    }
}
