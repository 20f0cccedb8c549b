using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Numerics;

namespace HedgeFlow.Tests.Numerics;

[TestClass]
public sealed class SlidingRowsTests
{
    [TestMethod]
    public void What_is_in_is_the_tail_of_the_log_without_what_is_too_old() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        int maxRows = 1 + random.NextIndex(60);
        var present = new HashSet<int>();
        var log = new List<(int Id, double Ts)>();
        double cutoff = double.NegativeInfinity;
        var rows = new SlidingRows<int>(maxRows, id => Assert.IsTrue(present.Remove(id), "a row left twice or was never in"));
        for (int id = 0; id < 300; id++)
        {
            double ts = random.NextUnit() < 0.1 ? double.NaN : id + random.NextIndex(40) - 20;
            log.Add((id, ts));
            if (rows.Add(id, ts))
            {
                present.Add(id);
            }

            if (random.NextUnit() < 0.3)
            {
                cutoff = Math.Max(cutoff, id - random.NextIndex(50));
                rows.Advance(cutoff);
            }

            int[] expected = [.. log.TakeLast(maxRows).Where(row => double.IsNaN(row.Ts) || row.Ts >= cutoff).Select(row => row.Id)];
            CollectionAssert.AreEquivalent(expected, present.ToArray());
            Assert.AreEqual(expected.Length, rows.Count);
        }
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Without_capacity_nothing_is_kept()
    {
        var rows = new SlidingRows<int>(0, _ => Assert.Fail("nothing was in"));
        Assert.IsFalse(rows.Add(1, 1));
        rows.Advance(5);
        Assert.AreEqual(0, rows.Count);
    }
}
