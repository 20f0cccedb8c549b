using System.Text.Json.Nodes;
using HedgeFlow.Stages.Shadow;

namespace HedgeFlow.Tests.Stages.Shadow;

[TestClass]
public sealed class ShadowLogTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [TestMethod]
    public void Live_the_reader_sees_whatever_is_there()
    {
        var log = new ShadowLog();
        Assert.IsFalse(log.Take(3), "nothing yet, and no waiting");
        log.Add(Row(1));
        log.Add(Row(2));

        Assert.IsTrue(log.Take(1), "an edge that dropped requests must not hold rows back");
        CollectionAssert.AreEqual(new[] { 1, 2 }, Numbers(log, 0));
        Assert.IsFalse(log.Take(2), "nothing new");
    }

    [TestMethod]
    public void A_replay_sees_exactly_the_decisions_of_its_frame()
    {
        var log = new ShadowLog(patience: Long);
        log.Add(Row(1));
        log.Add(null);
        log.Add(Row(3));

        Assert.IsTrue(log.Take(2));
        CollectionAssert.AreEqual(new[] { 1 }, Numbers(log, 0));
        Assert.IsTrue(log.Take(3));
        CollectionAssert.AreEqual(new[] { 1, 3 }, Numbers(log, 0));
        Assert.AreEqual(3, log.Made, "a request without a record counts");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_replay_waits_for_the_decisions_of_its_frame()
    {
        var log = new ShadowLog(patience: Long);
        var reader = new Thread(() => log.Take(2)) { Name = "reader" };
        reader.Start();
        Support.Eventually.Blocks(reader);
        log.Add(Row(1));
        log.Add(Row(2));

        Assert.IsTrue(reader.Join(Long), "it went on");
        CollectionAssert.AreEqual(new[] { 1, 2 }, Numbers(log, 0));
        Assert.AreEqual(0, log.Impatient);
    }

    [TestMethod]
    public void A_reader_that_waited_in_vain_goes_on_and_says_so()
    {
        var log = new ShadowLog(patience: TimeSpan.FromMilliseconds(1));

        Assert.IsFalse(log.Take(1));
        Assert.AreEqual(1, log.Impatient);
    }

    [TestMethod]
    public void Only_the_newest_rows_are_kept()
    {
        var log = new ShadowLog(capacity: 4);
        log.Seed([Row(-1), Row(0)]);
        for (int i = 1; i <= 50; i++)
        {
            log.Add(Row(i));
            if (i % 7 == 0)
            {
                log.Take(i);
            }
        }

        log.Take(50);
        CollectionAssert.AreEqual(new[] { 47, 48, 49, 50 }, Numbers(log, 0));
        CollectionAssert.AreEqual(new[] { 49, 50 }, Numbers(log, 2));
        CollectionAssert.AreEqual(new[] { 47, 48, 49, 50 }, Numbers(log, 1000));
    }

    private static JsonObject Row(int number) => new() { ["n"] = number };

    private static int[] Numbers(ShadowLog log, int count) => [.. log.Newest(count).Select(row => (int)row["n"]!)];
}
