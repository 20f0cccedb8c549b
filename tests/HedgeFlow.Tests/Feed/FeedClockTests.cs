using HedgeFlow.Feed;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class FeedClockTests
{
    [TestMethod]
    public void The_clock_is_the_records_and_never_runs_back()
    {
        var clock = new FeedClock();
        clock.AdvanceTo(1765316636.526778);
        Assert.AreEqual(1765316636.526778, clock.Now);
        Assert.AreEqual(1765316636.526778, clock.EpochSeconds(), 1e-6);

        clock.AdvanceTo(5);
        clock.AdvanceTo(double.NaN);
        clock.AdvanceTo(1e300);
        Assert.AreEqual(1765316636.526778, clock.Now);

        long start = clock.GetTimestamp();
        clock.AdvanceTo(1765316638.526778);
        Assert.AreEqual(2.0, clock.GetElapsedTime(start).TotalSeconds, 1e-6);
    }

    [TestMethod]
    public void Timers_fire_in_due_order_at_their_own_time()
    {
        var clock = new FeedClock();
        clock.AdvanceTo(1000);
        var fired = new List<string>();
        using ITimer late = clock.CreateTimer(_ => fired.Add($"late@{clock.Now}"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using ITimer often = clock.CreateTimer(_ => fired.Add($"often@{clock.Now}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        using ITimer never = clock.CreateTimer(_ => fired.Add("never"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        never.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        clock.AdvanceTo(1001.5);
        Assert.IsEmpty(fired);
        clock.AdvanceTo(1006.5);

        CollectionAssert.AreEqual(new[] { "often@1002", "often@1004", "late@1005", "often@1006" }, fired);
        Assert.AreEqual(1006.5, clock.Now);
    }

    [TestMethod]
    public void A_timer_may_set_itself_again_while_it_fires()
    {
        var clock = new FeedClock();
        clock.AdvanceTo(100);
        int count = 0;
        ITimer? timer = null;
        timer = clock.CreateTimer(_ => { count++; timer!.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan); }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        clock.AdvanceTo(110.5);

        Assert.AreEqual(10, count);
        timer.Dispose();
    }
}
