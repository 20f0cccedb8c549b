using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Tests.Telemetry;

[TestClass]
public sealed class LatencyHistogramTests
{
    [TestMethod]
    public void Empty_IsZero() => Assert.AreEqual(default, new LatencyHistogram().Summarize());

    [TestMethod]
    public void SmallValues_AreExact()
    {
        var histogram = new LatencyHistogram();
        for (int i = 1; i <= 20; i++)
        {
            histogram.Record(i);
        }

        Assert.AreEqual(new LatencySummary(20, 10, 10, 18, 20, 20, 20, 20), histogram.Summarize());
    }

    [TestMethod]
    [DataRow(1L)]
    [DataRow(31L)]
    [DataRow(32L)]
    [DataRow(33L)]
    [DataRow(1_000L)]
    [DataRow(65_535L)]
    [DataRow(65_536L)]
    [DataRow(123_456_789L)]
    [DataRow(long.MaxValue / 4)]
    public void AnyValue_IsFoundWithinAThirtySecond(long value)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(value);
        histogram.Record(long.MaxValue);
        long found = histogram.Percentile(0.5);
        Assert.IsGreaterThanOrEqualTo(value, found);
        Assert.IsLessThanOrEqualTo(value + (value / 32), found);
    }

    [TestMethod]
    public void BelowZero_CountsAsZero()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(-5);
        Assert.AreEqual(new LatencySummary(1, 0, 0, 0, 0, 0, 0, 0), histogram.Summarize());
    }

    [TestMethod]
    public void Percentiles_AreThoseOfTheSortedValues()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), static values =>
        {
            long[] sorted = [.. values.Select(static v => (long)(v & int.MaxValue)).Order()];
            var histogram = new LatencyHistogram();
            foreach (long value in sorted)
            {
                histogram.Record(value);
            }

            return sorted.Length == 0 || new[] { 0.5, 0.9, 0.99, 1.0 }.All(p =>
            {
                long exact = sorted[Math.Max(0, (int)Math.Ceiling(p * sorted.Length) - 1)];
                long found = histogram.Percentile(p);
                return found >= exact && found <= exact + (exact / 32);
            });
        }).QuickCheckThrowOnFailure();
    }
}
