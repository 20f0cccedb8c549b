using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class RouterStatsTests
{
    [TestMethod]
    public void The_rolling_window_equals_the_sums_over_its_fills() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var stats = new RouterStats();
        var fills = new List<RouterFill>();
        double drift = double.NaN;
        double now = MetricRows.Start;
        for (int i = 0; i < 80; i++)
        {
            now += random.NextUnit() * 200;
            var fill = new RouterFill
            {
                Symbol = "BTCUSDT",
                IntendedPrice = 100,
                FillPrice = 99 + 2 * random.NextUnit(),
                TsSent = now - random.NextUnit(),
                TsFill = now,
                IsTwapChild = random.NextUnit() < 0.3,
                Notional = 1 + 1000 * random.NextUnit(),
                IntendedNotional = 1000,
            };
            stats.Add(fill, now);
            fills.Add(fill);
            double slippage = Math.Abs(fill.FillPrice!.Value - 100) / 100 * 10_000;
            drift = double.IsNaN(drift) ? slippage : 0.3 * slippage + 0.7 * drift;
            RouterStatsSnapshot.SymbolStats read = stats.Snapshot(now).PerSymbol["BTCUSDT"];
            while (fills.Count > 5 && fills[0].TsFill < now - 900)
            {
                fills.RemoveAt(0);
            }

            double total = fills.Sum(f => f.Notional!.Value);
            Assert.AreEqual(fills.Count, read.EventCount);
            Assert.AreEqual(total, read.TotalNotional, 1e-6);
            Assert.AreEqual(drift, read.SlippageDriftBps, 1e-9);
            Assert.AreEqual(
                fills.Sum(f => f.Notional!.Value * Math.Abs(f.FillPrice!.Value - 100) * 100) / total, read.AvgSlippageBps, 1e-6);
            Assert.AreEqual(fills.Where(f => f.IsTwapChild).Sum(f => f.Notional!.Value) / total, read.TwapUsageRatio, 1e-9);
            Assert.AreEqual(fills.Count(f => f.IsTwapChild), read.ChildOrders.Count);
        }
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Fills_that_never_leave_by_age_are_bounded_by_number()
    {
        var stats = new RouterStats(windowSeconds: 0, maxEvents: 50);
        for (int i = 0; i < 500; i++)
        {
            stats.Add(new RouterFill { Symbol = "X", Notional = i }, MetricRows.Start + i);
        }

        Assert.AreEqual(50, stats.Snapshot(MetricRows.Start + 500).PerSymbol["X"].EventCount);
    }

    [TestMethod]
    public void Huge_and_missing_numbers_leave_a_finite_snapshot()
    {
        var stats = new RouterStats();
        stats.Add(new RouterFill { Symbol = "X", Notional = 1e308, IntendedPrice = 1e-308, FillPrice = 1e308, IsTwapChild = true }, MetricRows.Start);
        stats.Add(new RouterFill { Symbol = "X", Notional = -1e308, TsSent = -1e308, TsFill = double.NaN }, MetricRows.Start);
        RouterStatsSnapshot.SymbolStats read = stats.Snapshot(MetricRows.Start).PerSymbol["X"];
        foreach (double number in (double[])[read.AvgSlippageBps, read.AvgLatencyMs, read.TotalNotional, read.TwapUsageRatio, read.SlippageDriftBps, read.ChildOrders.FillRatio])
        {
            Assert.IsTrue(double.IsFinite(number));
        }
    }
}
