using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Tests.Feed;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Risk;

/// <summary>
/// Compares what the stage ends with after a recording with figures computed again from all of its lines at once, by sums over lists:
/// no ring, no window, no code of the stage.
/// </summary>
[TestClass]
public sealed class RiskRecordingTests
{
    private const double Day = 86400;

    private static readonly ConfigurationSet Config = ConfigurationSet.Load(Path.Combine(Repository.Root, "config")).Set!;

    public static IEnumerable<object[]> Recordings
    {
        get
        {
            yield return [RecordedFrames.Demo];
            string book = Path.Combine(RecordingTests.Folder, "book-2025-12-to-2026-02.jsonl");
            if (File.Exists(book))
            {
                yield return [book];
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Recordings))]
    public void The_end_of_a_recording_equals_a_batch_computation(string path)
    {
        var stage = new RiskStage(RiskOptions.Default, () => Config);
        JsonObject? end = null;
        var ticks = new List<(double Ts, double Nav, bool Ordered)>();
        var fills = new List<(OrderFact Fact, double Pnl, double Fee, double Price)>();
        var closes = new List<(string Symbol, double Ts, double Pnl)>();
        foreach (TickFrame frame in RecordedFrames.Read(path))
        {
            using (frame)
            {
                ticks.Add((frame.Now, frame.Equity, frame.Facts.Exists(fact => fact.Kind is
                    FeedKind.OrderAck or FeedKind.OrderFill or FeedKind.OrderClose or FeedKind.OrderError or FeedKind.OrderMetric)));
                foreach (OrderFact fact in frame.Facts)
                {
                    Collect(fact, fills, closes);
                }

                stage.Process(frame);
                end = frame.RiskSnapshot;
            }
        }

        Assert.AreEqual(0, stage.Faults);
        (double ts, double nav, _) = ticks[^1];
        double peak = ticks.Max(tick => tick.Nav);
        double dayPeak = ticks.Where(tick => Math.Floor(tick.Ts / Day) == Math.Floor(ts / Day)).Max(tick => tick.Nav);
        (int lastBuild, string state, double drawdown) = Machine(ticks, Config.Limits.MaxPortfolioDrawdown);
        (double builtTs, double builtNav, _) = ticks[lastBuild];
        double peakThen = ticks.Take(lastBuild + 1).Max(tick => tick.Nav);
        double dayPeakThen = ticks.Take(lastBuild + 1).Where(tick => Math.Floor(tick.Ts / Day) == Math.Floor(builtTs / Day)).Max(tick => tick.Nav);
        Close(builtTs, end!["updated_ts"]);
        Close(builtNav, end["nav"]);
        Close((peakThen - builtNav) / peakThen, end["dd_frac"]);
        Close((dayPeakThen - builtNav) / dayPeakThen, end["daily_loss_frac"]);
        Close(drawdown, end["portfolio_dd_pct"]);
        Assert.AreEqual(state, Coerce.Text(end["dd_state"]!["state"]));
        Assert.IsGreaterThanOrEqualTo(peakThen, peak);
        Assert.IsGreaterThanOrEqualTo(nav, dayPeak);

        var recent = fills.Where(fill => fill.Fact.Ts >= builtTs - 7 * Day && fill.Fact.Ts <= builtTs).ToList();
        double fees = recent.Sum(fill => fill.Fee);
        double pnl = recent.Sum(fill => fill.Pnl);
        Close(fees, end["fee_pnl"]!["fees"]);
        Close(pnl, end["fee_pnl"]!["pnl"]);
        foreach (JsonNode? row in end["symbols"]!.AsArray())
        {
            string symbol = Coerce.Text(row!["symbol"])!;
            double today = closes.Where(close => close.Symbol == symbol && Math.Floor(close.Ts / Day) == Math.Floor(builtTs / Day) && close.Ts <= builtTs).Sum(c => c.Pnl);
            Close(today / builtNav * 100, row["risk"]!["dd_today_pct"]);
            double[] prices = [.. recent.Where(fill => fill.Fact.Symbol == symbol && fill.Price > 0).Select(fill => fill.Price)];
            Close(Atr([.. prices.TakeLast(50)]), row["vol"]!["atr_now"]);
            Close(Atr([.. prices.TakeLast(500)]), row["vol"]!["atr_med"]);
        }
    }

    private static void Collect(
        OrderFact fact, List<(OrderFact Fact, double Pnl, double Fee, double Price)> fills, List<(string Symbol, double Ts, double Pnl)> closes)
    {
        JsonObject p = fact.Payload;
        double Number(string name) => Coerce.Number(p[name]) ?? 0;
        if (fact.Kind == FeedKind.OrderFill)
        {
            // A later row of an order carries its totals and stands for the earlier ones.
            string? id = Coerce.AsText(p["orderId"]);
            fills.RemoveAll(fill => fill.Fact.Kind == FeedKind.OrderFill && fill.Fact.Symbol == fact.Symbol && Coerce.AsText(fill.Fact.Payload["orderId"]) == id);
            fills.Add((fact, 0, Number("fee_total"), Number("avgPrice")));
        }
        else if (fact.Kind == FeedKind.OrderClose)
        {
            // A close carries the result; its costs are in the fills of both legs.
            fills.Add((fact, Number("realizedPnlUsd"), 0, 0));
            closes.Add((fact.Symbol, fact.Ts, Number("realizedPnlUsd")));
        }
    }

    /// <summary>Index of the last build, its state and drawdown: every build looks at all ticks before it again.</summary>
    private static (int LastBuild, string State, double Drawdown) Machine(List<(double Ts, double Nav, bool Ordered)> ticks, double limit)
    {
        string state = "NORMAL";
        double drawdown = 0;
        int last = -1;
        for (int i = 0; i < ticks.Count; i++)
        {
            if (last >= 0 && !ticks[i].Ordered && ticks[i].Ts - ticks[last].Ts < 120)
            {
                continue;
            }

            double[] history = [.. ticks.Take(i + 1).TakeLast(200).Select(tick => tick.Nav)];
            double nav = ticks[i].Nav;
            drawdown = (history.Max() - nav) / history.Max();
            if (last >= 0)
            {
                double peak = Math.Max(nav, ticks[last].Nav);
                drawdown = Math.Max(drawdown, (peak - nav) / peak);
            }

            state = drawdown <= 0 ? "NORMAL" : drawdown >= limit ? "DRAWDOWN" : state is "DRAWDOWN" or "RECOVERY" ? "RECOVERY" : "NORMAL";
            last = i;
        }

        return (last, state, drawdown);
    }

    private static double Atr(double[] prices) =>
        prices.Length < 2 ? 0 : prices.Zip(prices.Skip(1), (a, b) => Math.Abs(b - a)).Average() / prices.Average() * 100;

    private static void Close(double expected, JsonNode? actual) =>
        Assert.AreEqual(expected, Coerce.Number(actual)!.Value, 1e-9 * Math.Max(1, Math.Abs(expected)));
}
