using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Factors;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>Real recordings through the command with every intel flag on, against computations of the test's own.</summary>
[TestClass]
public sealed class IntelReplayTests
{
    private static readonly Dictionary<string, string> AllFlags = new()
    {
        ["INTEL_V6_ENABLED"] = "1",
        ["ROUTER_AUTOTUNE_V6_ENABLED"] = "1",
        ["FEEDBACK_ALLOCATOR_V6_ENABLED"] = "1",
    };

    private static readonly JsonNode Strategy = JsonNodes.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "config", "strategy_config.json")))!;

    [TestMethod]
    [Timeout(300_000)]
    public void Expectancy_of_the_recorded_book_is_what_its_closes_earned()
    {
        string feed = Requires.Recording("book-2025-12-to-2026-02.jsonl");
        using var folder = new TemporaryFolder();
        Replay(feed, folder["logs"]);
        JsonObject surface = Read(folder["logs/state/expectancy_v6.json"]);
        double end = Coerce.Number(surface["updated_ts"])!.Value;
        (string Symbol, double Pnl, double Ts)[] closes =
        [
            .. File.ReadLines(feed).Select(line => (JsonObject)JsonNode.Parse(line)!).Where(row => (string?)row["kind"] == "order_close")
                .Select(row => ((string)row["symbol"]!, (double)row["realizedPnlUsd"]!, IsoTime.Parse(row["ts_close"])!.Value)),
        ];
        Assert.AreEqual(694, closes.Length);
        (string Symbol, double Pnl, double Ts)[] recent = [.. closes.Where(close => close.Ts <= end && close.Ts >= end - 172_800 && close.Pnl != 0)];
        Assert.IsNotEmpty(recent, "the last run saw trades");
        Assert.AreEqual(recent.Length, Coerce.Number(surface["sample_count"]));
        CheckGroups((JsonObject)surface["symbols"]!, recent.GroupBy(close => close.Symbol).ToDictionary(group => group.Key, group => group.Select(close => close.Pnl).ToArray()));
        CheckGroups(
            (JsonObject)surface["hours"]!,
            recent.GroupBy(close => (Math.Floor(close.Ts / 3600) % 24).ToString("0", System.Globalization.CultureInfo.InvariantCulture)).ToDictionary(group => group.Key, group => group.Select(close => close.Pnl).ToArray()));
        foreach (string file in (string[])["symbol_scores_v6.json", "router_policy_suggestions_v6.json", "risk_allocation_suggestions_v6.json", "rv_momentum.json", "factor_diagnostics.json"])
        {
            Assert.IsTrue(File.Exists(folder["logs/state/" + file]), file);
        }
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Recorded_readings_alone_give_factor_diagnostics()
    {
        string feed = Requires.Recording("factors-2026-03.jsonl");
        using var folder = new TemporaryFolder();
        Replay(feed, folder["logs"]);
        var newest = new OrderedDictionary<string, JsonObject>();
        foreach (string line in File.ReadLines(feed))
        {
            var row = (JsonObject)JsonNode.Parse(line)!;
            newest[$"{row["symbol"]}:{row["direction"]}"] = row;
        }

        var results = new JsonArray([.. newest.Values.Select(row => new JsonObject
        {
            ["symbol"] = row["symbol"]!.DeepClone(),
            ["direction"] = row["direction"]!.DeepClone(),
            ["regime"] = row["regime"]!.DeepClone(),
            ["factor_vector"] = row["factors"]!.DeepClone(),
        })]);
        JsonObject surface = Read(folder["logs/state/factor_diagnostics.json"]);
        FactorDiagnosticsState batch = FactorDiagnostics.Snapshot(
            FactorDiagnosticsConfig.Load(Strategy, out _)!, new FactorVectors().FromHybridResults(results), null, null, Coerce.Number(surface["updated_ts"])!.Value);
        Assert.AreEqual(FactorInputs.Written(FactorDiagnosticsState.Surface, batch)!.ToJsonString(), surface.ToJsonString());
        Assert.IsNull(GarbageJson.NonFinite(surface));
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("candles-2026-04.jsonl")]
    [DataRow("candles-1h-2026-04.jsonl")]
    public void Recorded_bars_alone_give_momentum(string file)
    {
        string feed = Requires.Recording(file);
        using var folder = new TemporaryFolder();
        Replay(feed, folder["logs"]);
        var closes = new Dictionary<string, List<double>>();
        foreach (string line in File.ReadLines(feed))
        {
            var row = (JsonObject)JsonNode.Parse(line)!;
            if ((string?)row["interval"] == "1h" || (double)row["ts"]! % 3600 == 2700)
            {
                closes.TryAdd((string)row["symbol"]!, []);
                closes[(string)row["symbol"]!].Add((double)row["close"]!);
            }
        }

        RvMomentumConfig config = RvMomentumConfig.Load(Strategy, out _)!;
        var returns = RvBaskets.BuiltIn.Symbols().ToDictionary(
            symbol => symbol,
            symbol => RvReturns.Smoothed(closes.TryGetValue(symbol, out List<double>? list) ? [.. list] : [], config.LookbackBars, config.HalfLifeBars));
        JsonObject surface = Read(folder["logs/state/rv_momentum.json"]);
        RvMomentumState batch = RvMomentum.Of(config, RvBaskets.BuiltIn, returns).ToState(Coerce.Number(surface["updated_ts"])!.Value);
        Assert.AreEqual(FactorInputs.Written(RvMomentumState.Surface, batch)!.ToJsonString(), surface.ToJsonString());
        Assert.AreNotEqual(0, Number(surface["per_symbol"]!["BTCUSDT"]!, "score"));
    }

    /// <summary>Statistics once more, by plain sums.</summary>
    private static void CheckGroups(JsonObject surface, Dictionary<string, double[]> groups)
    {
        CollectionAssert.AreEquivalent(groups.Keys.ToArray(), surface.Select(member => member.Key).ToArray());
        foreach ((string key, double[] pnls) in groups)
        {
            JsonNode stats = surface[key]!;
            double[] wins = [.. pnls.Where(pnl => pnl > 0)], losses = [.. pnls.Where(pnl => pnl < 0)];
            double won = wins.Length > 0 ? wins.Average() : 0, lost = losses.Length > 0 ? losses.Average() : 0, rate = (double)wins.Length / pnls.Length;
            double peak = 0, sum = 0, fall = 0;
            foreach (double pnl in pnls)
            {
                sum += pnl;
                peak = Math.Max(peak, sum);
                fall = Math.Max(fall, peak - sum);
            }

            double expectancy = (rate * won) + ((1 - rate) * lost);
            Assert.AreEqual(pnls.Length, Number(stats, "count"), key);
            Assert.AreEqual(rate, Number(stats, "hit_rate"), 1e-12, key);
            Assert.AreEqual(pnls.Average(), Number(stats, "avg_return"), 1e-9, key);
            Assert.AreEqual(expectancy, Number(stats, "expectancy"), 1e-9, key);
            Assert.AreEqual(expectancy / (lost != 0 ? -lost : 1), Number(stats, "expectancy_per_risk"), 1e-9, key);
            Assert.AreEqual(fall, Number(stats, "max_drawdown"), 1e-9, key);
            Assert.AreEqual(expectancy - (fall / pnls.Length), Number(stats, "drawdown_adjusted"), 1e-9, key);
        }
    }

    private static void Replay(string feed, string logs)
    {
        (int code, string output, string errors) = HedgeFlowProcess.Run(AllFlags, "replay", feed, "--logs", logs);
        Assert.AreEqual(0, code, output + errors);
    }

    private static double Number(JsonNode row, string member) => Coerce.Number(row[member])!.Value;

    private static JsonObject Read(string path) => (JsonObject)JsonNodes.TryParse(File.ReadAllText(path), out _)!;
}
