using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Tests.Stages.Risk;

[TestClass]
public sealed class ReturnBookTests
{
    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];

    [TestMethod]
    public void Bar_by_bar_equals_a_computation_over_all_bars() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        int lookback = 25 + random.NextIndex(40);
        var settings = new RiskAdvanced(new VarSettings(true, 0.99, lookback, 10, 0.12), new CvarSettings(true, 0.95, lookback, 0.04));
        var book = new ReturnBook(settings);
        var model = new PortfolioVarModel(book);
        var closes = Symbols.ToDictionary(symbol => symbol, _ => new List<double>());
        RiskPosition[] positions = [.. Symbols.Select((symbol, i) => new RiskPosition(symbol, 1, 500 * (i + 1)))];
        for (int bar = 0; bar < 90; bar++)
        {
            for (int s = 0; s < Symbols.Length; s++)
            {
                if (random.NextUnit() < 0.8)
                {
                    double close = 100 + 20 * random.NextUnit();
                    closes[Symbols[s]].Add(close);
                    book.Apply(Bar(Symbols[s], bar, close));
                }
            }

            if (bar % 7 == 0)
            {
                Check(model.Compute(positions, 10000), closes, positions, settings.Var);
            }
        }

        Check(model.Compute(positions, 10000), closes, positions, settings.Var);
        foreach (string symbol in Symbols)
        {
            double[] returns = Returns(closes[symbol], lookback);
            double[] worst = [.. returns.Order().Take(Math.Max(1, (int)Math.Floor(returns.Length * (1 - 0.95))))];
            double expected = returns.Length < 20 ? 0 : Math.Max(0, -worst.Average()) * 700 / 10000;
            Assert.AreEqual(expected, book.Cvar(symbol, 700, 10000).CvarNavPct, 1e-12);
        }
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void The_same_bar_again_replaces_its_close_and_an_older_one_is_ignored()
    {
        var series = new ReturnSeries(10);
        series.AddClose(1, 100);
        series.AddClose(2, 110);
        series.AddClose(2, 121);
        Assert.IsFalse(series.AddClose(1, 50));
        Assert.AreEqual(1, series.Count);
        double[] returns = new double[1];
        series.CopyNewest(returns);
        Assert.AreEqual(Math.Log(1.21), returns[0], 1e-15);
    }

    [TestMethod]
    public void Only_bars_of_one_interval_count_and_open_ones_never()
    {
        var book = new ReturnBook(RiskAdvanced.Default);
        book.Apply(Bar("BTCUSDT", 0, 100));
        book.Apply(Bar("BTCUSDT", 1, 101, "15m"));
        book.Apply(Bar("BTCUSDT", 1, 102, closed: false));
        book.Apply(Bar("BTCUSDT", 1, 103));
        Assert.AreEqual(1, book.Find("BTCUSDT")!.Count);
        Assert.AreEqual(2, book.Ignored);
    }

    [TestMethod]
    public void A_longer_look_back_keeps_what_is_there()
    {
        var book = new ReturnBook(new RiskAdvanced(VarSettings.Default with { LookbackBars = 5 }, CvarSettings.Default with { LookbackBars = 5 }));
        for (int bar = 0; bar < 9; bar++)
        {
            book.Apply(Bar("BTCUSDT", bar, 100 + bar));
        }

        book.Configure(RiskAdvanced.Default);
        Assert.AreEqual(5, book.Find("BTCUSDT")!.Count);
        book.Apply(Bar("BTCUSDT", 9, 120));
        Assert.AreEqual(6, book.Find("BTCUSDT")!.Count);
    }

    private static void Check(PortfolioVarResult actual, Dictionary<string, List<double>> closes, RiskPosition[] positions, VarSettings settings)
    {
        var used = positions.Select(p => (p.Notional, Returns: Returns(closes[p.Symbol], settings.LookbackBars))).Where(p => p.Returns.Length >= 20).ToArray();
        Assert.AreEqual(used.Length, actual.AssetCount);
        if (used.Length == 0)
        {
            return;
        }

        int n = used.Min(p => p.Returns.Length);
        double[] weights = [.. Enumerable.Range(0, n).Select(t => Math.Pow(0.5, (n - 1 - t) / settings.HalflifeBars))];
        double total = weights.Sum();
        // Variance of the portfolio's own return series: the same number without a covariance matrix.
        double[] portfolio = [.. Enumerable.Range(0, n).Select(t => used.Sum(p => p.Notional / 10000 * p.Returns[^(n - t)]))];
        double mean = portfolio.Zip(weights, (r, w) => r * w).Sum() / total;
        double variance = portfolio.Zip(weights, (r, w) => w * (r - mean) * (r - mean)).Sum() / total;
        Assert.AreEqual(2.3263 * Math.Sqrt(variance), actual.Var.NavPct, 1e-12);
        Assert.AreEqual(n, actual.LookbackUsed);
    }

    private static double[] Returns(List<double> closes, int lookback)
    {
        double[] kept = [.. closes.TakeLast(lookback)];
        return [.. kept.Skip(1).Select((close, i) => Math.Log(close / kept[i]))];
    }

    private static OrderFact Bar(string symbol, double ts, double close, string interval = "1h", bool closed = true) =>
        new(FeedKind.Candle, ts, symbol, new JsonObject { ["symbol"] = symbol, ["interval"] = interval, ["close"] = close, ["closed"] = closed });
}
