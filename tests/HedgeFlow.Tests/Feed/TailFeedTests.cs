using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class TailFeedTests
{
    private DirectoryInfo _folder = null!;

    private string Live => Path.Combine(_folder.FullName, "facts.jsonl");

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("hedgeflow-tail-");

    [TestCleanup]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public void A_file_that_is_not_there_yet_is_waited_for_and_followed_line_by_line()
    {
        Follow(
            [
                () => { },
                () => File.WriteAllText(Live, FeedLines.Intent(1, "A") + "\n" + FeedLines.Intent(2, "B")[..20]),
                () => File.AppendAllText(Live, FeedLines.Intent(2, "B")[20..]),
                () => File.AppendAllText(Live, "\n{bad}\n" + FeedLines.Intent(3, "C") + "\n"),
            ],
            out CollectingSink sink,
            out FeedCounters counters);

        CollectionAssert.AreEqual(new[] { "A", "B", "C" }, sink.Facts.Select(f => f.Symbol).ToArray());
        Assert.AreEqual("facts.jsonl:3: malformed_json", sink.Rejections.Single().ToString());
        Assert.AreEqual(4, counters.Lines);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public void Rotation_is_survived_and_nothing_before_it_is_lost()
    {
        Follow(
            [
                () => File.WriteAllText(Live, FeedLines.Snapshot(8, 1) + "\n"),
                () =>
                {
                    File.AppendAllText(Live, FeedLines.Intent(2, "LAST") + "\n{\"kind\":\"int");
                    File.Move(Live, Live + ".1");
                    File.AppendAllText(Live + ".1", "");
                },
                () => File.WriteAllText(Live, FeedLines.Snapshot(1, 3) + "\n" + FeedLines.Intent(4, "NEW") + "\n"),
                () => File.Delete(Live),
                () => File.WriteAllText(Live, FeedLines.Intent(5, "AGAIN") + "\n"),
            ],
            out CollectingSink sink,
            out FeedCounters counters);

        CollectionAssert.AreEqual(new[] { "snapshot@1", "intent@2", "snapshot@3", "intent@4", "intent@5" }, sink.Order);
        Assert.AreEqual("facts.jsonl:3: malformed_json", sink.Rejections.Single().ToString());
        Assert.AreEqual(1, counters.TornTails);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public void A_file_cut_in_place_is_read_from_its_start_again()
    {
        Follow(
            [
                () => File.WriteAllText(Live, FeedLines.Snapshot(8, 1) + "\n" + FeedLines.Snapshot(9, 2) + "\n"),
                () => File.WriteAllText(Live, FeedLines.Intent(3, "NEW") + "\n"),
            ],
            out CollectingSink sink,
            out _);

        CollectionAssert.AreEqual(new[] { "snapshot@1", "snapshot@2", "intent@3" }, sink.Order);
        Assert.IsEmpty(sink.Rejections);
    }

    /// <summary>Each wait of the feed is used to do the next step; the wait after the last one ends the reading.</summary>
    private void Follow(Action[] steps, out CollectingSink sink, out FeedCounters counters)
    {
        using var stop = new CancellationTokenSource();
        using var feed = new TailFeed(Live, new SteppingTime(steps, stop));
        sink = new CollectingSink();
        while (feed.TryRead(sink, stop.Token))
        {
        }

        Assert.IsTrue(stop.IsCancellationRequested, "the feed ended by itself");
        counters = feed.Counters;
    }

    /// <summary>A clock whose timers fire as soon as they are set, after the next step was done; two waits a step.</summary>
    private sealed class SteppingTime(Action[] steps, CancellationTokenSource stop) : TimeProvider
    {
        private int _waits;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state);

        private void Wait()
        {
            int step = _waits / 2;
            if (_waits++ % 2 == 0 && step < steps.Length)
            {
                steps[step]();
            }
            else if (step >= steps.Length)
            {
                stop.Cancel();
            }
        }

        private sealed class Timer(SteppingTime time, TimerCallback callback, object? state) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime >= TimeSpan.Zero)
                {
                    time.Wait();
                    callback(state);
                }

                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
