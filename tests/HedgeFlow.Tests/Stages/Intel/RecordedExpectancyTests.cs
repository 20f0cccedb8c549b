using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Intel;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Intel;

[TestClass]
public sealed class RecordedExpectancyTests
{
    private const int LastDays = 2;

    /// <summary>A real book of three months: at every run, the surface equals a recomputation from the closes of the file.</summary>
    [TestMethod]
    public void Every_run_over_the_recorded_book_agrees_with_an_independent_recomputation()
    {
        string path = Requires.Recording("book-2025-12-to-2026-02.jsonl");
        JsonObject[] lines = [.. File.ReadLines(path).Select(line => JsonNodes.TryParse(line, out _)).OfType<JsonObject>()];
        var stage = new IntelStage(new IntelOptions { Enabled = true, IntervalS = 86400 });
        var closes = new List<(string Symbol, double Pnl, double Ts)>();
        int runs = 0;
        foreach (JsonObject line in lines)
        {
            double ts = Coerce.Number(line["ts"])!.Value;
            using var frame = new TickFrame { Now = ts };
            switch (Coerce.Text(line["kind"]))
            {
                case "order_close":
                    frame.Facts.Add(new OrderFact(FeedKind.OrderClose, ts, Coerce.Symbol(line["symbol"]), line));
                    closes.Add((Coerce.Symbol(line["symbol"]), Coerce.Number(line["realizedPnlUsd"])!.Value, IsoTime.Parse(line["ts_close"])!.Value));
                    break;
                case "order_fill":
                    frame.Facts.Add(new OrderFact(FeedKind.OrderFill, ts, Coerce.Symbol(line["symbol"]), line));
                    break;
                default:
                    continue;
            }

            stage.Process(frame);
            if (frame.Surfaces.Select(write => write.Payload).OfType<ExpectancyV6State>().SingleOrDefault() is { } state)
            {
                runs++;
                Check(state, closes.Where(close => close.Ts >= ts - LastDays * 86400.0 && close.Pnl != 0).ToArray());
            }
        }

        Assert.AreEqual(694, closes.Count);
        Assert.IsGreaterThan(30, runs);
    }

    private static void Check(ExpectancyV6State state, (string Symbol, double Pnl, double Ts)[] closes)
    {
        Assert.AreEqual(closes.Length, state.SampleCount);
        foreach (IGrouping<string, (string Symbol, double Pnl, double Ts)> group in closes.GroupBy(close => close.Symbol))
        {
            double[] pnls = [.. group.Select(close => close.Pnl)];
            double[] wins = [.. pnls.Where(pnl => pnl > 0)];
            double[] losses = [.. pnls.Where(pnl => pnl < 0)];
            double won = wins.Length > 0 ? wins.Average() : 0;
            double lost = losses.Length > 0 ? losses.Average() : 0;
            double share = (double)wins.Length / pnls.Length;
            ExpectancyStats stats = state.Symbols[group.Key];
            Assert.AreEqual(pnls.Length, stats.Count);
            Assert.AreEqual(share * won + (1 - share) * lost, stats.Expectancy!.Value, 1e-9);
            Assert.AreEqual(pnls.Average(), stats.AvgReturn!.Value, 1e-9);
        }
    }
}
