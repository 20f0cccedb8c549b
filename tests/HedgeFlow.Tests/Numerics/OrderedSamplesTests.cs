using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Numerics;

namespace HedgeFlow.Tests.Numerics;

[TestClass]
public sealed class OrderedSamplesTests
{
    [TestMethod]
    public void Any_sequence_of_adds_and_removes_reads_like_a_sorted_list() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var samples = new OrderedSamples();
        var sorted = new List<double>();
        for (int i = 0; i < 400; i++)
        {
            // Few distinct values, so that repeats and removals of repeats happen.
            double value = random.NextUnit() < 0.5 ? random.NextIndex(12) - 6 : (random.NextUnit() - 0.5) * 1e6;
            if (sorted.Count > 0 && random.NextUnit() < 0.45)
            {
                value = sorted[random.NextIndex(sorted.Count)];
                Assert.IsTrue(samples.Remove(value));
                sorted.Remove(value);
            }
            else
            {
                Assert.IsTrue(samples.Add(value));
                sorted.Add(value);
                sorted.Sort();
            }
        }

        CollectionAssert.AreEqual(sorted, Enumerable.Range(0, samples.Count).Select(rank => samples[rank]).ToList());
        foreach (double percent in (double[])[0, 25, 50, 75, 95, 100])
        {
            Assert.AreEqual(Quantile.OfSorted(sorted.ToArray(), percent), Quantile.Of(samples, percent));
        }
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Non_finite_samples_are_refused_and_a_missing_one_cannot_be_removed()
    {
        var samples = new OrderedSamples();
        Assert.IsFalse(samples.Add(double.NaN));
        Assert.IsFalse(samples.Add(double.NegativeInfinity));
        Assert.IsFalse(samples.Remove(1));
        Assert.IsTrue(samples.Add(-0.0));
        Assert.IsTrue(samples.Remove(0.0));
        Assert.AreEqual(0, samples.Count);
        Assert.IsNull(Quantile.Of(samples, 50));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => samples[0]);
    }

    [TestMethod]
    public void A_rising_series_does_not_degenerate()
    {
        var samples = new OrderedSamples();
        for (int i = 0; i < 50_000; i++)
        {
            samples.Add(i);
        }

        Assert.AreEqual(25_000.0, samples[25_000]);
        for (int i = 0; i < 50_000; i++)
        {
            Assert.IsTrue(samples.Remove(i));
        }

        Assert.AreEqual(0, samples.Count);
    }
}
