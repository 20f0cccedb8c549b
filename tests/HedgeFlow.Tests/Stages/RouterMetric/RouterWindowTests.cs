using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class RouterWindowTests
{
    [TestMethod]
    public void The_moving_window_equals_the_computation_over_the_rows() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        int maxRows = 20 + random.NextIndex(150);
        var window = new RouterWindow(7, maxRows);
        var log = new List<JsonObject>();
        double now = MetricRows.Start;
        for (int i = 0; i < 250; i++)
        {
            JsonObject row = MetricRows.Random(ref random, now);
            log.Add(row);
            window.Add(RouterEventReader.Read(row));
            now += random.NextUnit() * 8000;
            if (i % 25 == 24)
            {
                window.Advance(now);
                AssertEqual(window, [.. log.TakeLast(maxRows)], now);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static void AssertEqual(RouterWindow window, List<JsonObject> tail, double now)
    {
        foreach (string? symbol in (string?[])[null, "S0USDT", "S1USDT", "S2USDT", "S3USDT", "S9USDT"])
        {
            RouterAccumulator moving = symbol is null ? window.All : window.For(symbol) ?? new RouterAccumulator();
            Assert.AreEqual(RouterMetrics.Effectiveness(tail, symbol, now), moving.Effectiveness());
            IReadOnlyDictionary<string, HourExpectancy> hours = RouterMetrics.HourlyExpectancy(tail, symbol, now);
            for (int hour = 0; hour < 24; hour++)
            {
                Assert.AreEqual(hours.GetValueOrDefault($"{hour}"), moving.Hour(hour));
            }

            List<JsonObject> kept = Kept(tail, symbol, now);
            Assert.AreEqual(RouterMetrics.EventHealth(kept, now), moving.EventHealth(now));
            AssertIndependent(kept, moving, now);
        }
    }

    private static List<JsonObject> Kept(List<JsonObject> tail, string? symbol, double now) =>
        [.. tail.Where(row => (row["ts"] is not { } ts || (double)ts >= now - 7 * 86400) && (symbol is null || (string?)row["symbol"] == symbol))];

    /// <summary>The same once more, by other means than the product's.</summary>
    private static void AssertIndependent(List<JsonObject> kept, RouterAccumulator moving, double now)
    {
        RouterEffectiveness effectiveness = moving.Effectiveness();
        Assert.AreEqual(kept.Count, effectiveness.SampleCount);
        double[] slippage = [.. kept.Select(row => Coerce.Number(row["slippage_bps"])!.Value).Order()];
        if (slippage.Length > 0)
        {
            decimal place = (slippage.Length - 1) * 0.95m;
            int low = (int)Math.Floor(place);
            double part = (double)(place - low);
            double high = slippage[Math.Min(low + 1, slippage.Length - 1)];
            Assert.AreEqual(slippage[low] * (1 - part) + high * part, effectiveness.SlipQ95!.Value, 1e-9);
        }

        List<JsonObject> orders = [.. kept.Where(row => !row.ContainsKey("event"))];
        List<JsonObject> started = [.. orders.Where(row => (bool)row["maker_start"]!)];
        Assert.AreEqual(
            orders.Count == 0 ? (double?)null : orders.Count(row => (bool)row["is_maker_final"]!) / (double)orders.Count,
            effectiveness.MakerFillRatio);
        Assert.AreEqual(
            started.Count == 0 ? (double?)null : started.Count(row => (bool)row["used_fallback"]!) / (double)started.Count,
            effectiveness.FallbackRatio);
        RouterEventHealth health = moving.EventHealth(now);
        Assert.AreEqual(orders.Count, health.OrderCount);
        Assert.AreEqual(orders.Count(row => (string?)row["result"]!["status"] == "REJECTED"), health.RejectCount);
        Assert.AreEqual(
            orders.Count == 0 ? 0 : orders.Average(row => Coerce.Number(row["slippage_bps"])!.Value), health.AvgSlippageBps, 1e-9);
    }

    [TestMethod]
    public void Symbols_without_events_are_forgotten()
    {
        var window = new RouterWindow(7, 100);
        window.Add(RouterEventReader.Read(new JsonObject { ["symbol"] = "btcusdt", ["ts"] = MetricRows.Start }));
        Assert.IsNotNull(window.For("BTCUSDT"));
        window.Advance(MetricRows.Start + 8 * 86400);
        Assert.IsNull(window.For("BTCUSDT"));
        Assert.AreEqual(0, window.All.Count);
    }
}
