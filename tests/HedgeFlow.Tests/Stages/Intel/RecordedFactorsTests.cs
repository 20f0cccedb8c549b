using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Factors;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Intel;

/// <summary>Real readings and real bars through the feed's parser and the intel stage, against the batch functions on the same rows.</summary>
[TestClass]
public sealed class RecordedFactorsTests
{
    private static readonly JsonNode Strategy = JsonNodes.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "config", "strategy_config.json")))!;

    [TestMethod]
    public void Every_run_over_the_recorded_readings_is_the_batch_result_of_the_newest_rows()
    {
        OrderFact[] facts = Read("factors-2026-03.jsonl");
        FactorDiagnosticsConfig config = FactorDiagnosticsConfig.Load(Strategy, out _)!;
        var newest = new OrderedDictionary<string, JsonObject>();
        IReadOnlyDictionary<string, double>? previous = null;
        int runs = 0;
        foreach ((TickFrame frame, OrderFact[] seen) in Frames(facts, Stage(new FactorDiagnosticsStep())))
        {
            foreach (OrderFact fact in seen)
            {
                newest[$"{fact.Symbol}:{Coerce.Text(fact.Payload["direction"])}"] = fact.Payload;
            }

            if (frame.Surfaces.Select(write => write.Payload).OfType<FactorDiagnosticsState>().SingleOrDefault() is not { } state)
            {
                continue;
            }

            runs++;
            var results = new JsonArray([.. newest.Values.Select(row => new JsonObject
            {
                ["symbol"] = row["symbol"]!.DeepClone(),
                ["direction"] = row["direction"]!.DeepClone(),
                ["regime"] = row["regime"]!.DeepClone(),
                ["factor_vector"] = row["factors"]!.DeepClone(),
            })]);
            FactorDiagnosticsState batch = FactorDiagnostics.Snapshot(config, new FactorVectors().FromHybridResults(results), null, previous, frame.Now);
            previous = batch.Weights;
            Assert.AreEqual(Text(FactorDiagnosticsState.Surface, batch), Text(FactorDiagnosticsState.Surface, state));
            CheckIndependently(state, [.. newest.Values]);
        }

        Assert.IsGreaterThan(50, runs);
    }

    [TestMethod]
    [DataRow("candles-1h-2026-04.jsonl")]
    [DataRow("candles-2026-04.jsonl")]
    public void Every_run_over_the_recorded_bars_is_the_batch_result_of_the_last_hours(string file)
    {
        OrderFact[] facts = Read(file);
        RvMomentumConfig config = RvMomentumConfig.Load(Strategy, out _)!;
        var closes = new Dictionary<string, List<double>>();
        int runs = 0;
        RvMomentumState? last = null;
        foreach ((TickFrame frame, OrderFact[] seen) in Frames(facts, Stage(new RvMomentumStep())))
        {
            foreach (OrderFact fact in seen)
            {
                if (Coerce.Text(fact.Payload["interval"]) == "1h" || fact.Ts % 3600 == 2700)
                {
                    closes.TryAdd(fact.Symbol, []);
                    closes[fact.Symbol].Add(Coerce.Number(fact.Payload["close"])!.Value);
                }
            }

            if (frame.Surfaces.Select(write => write.Payload).OfType<RvMomentumState>().SingleOrDefault() is { } state)
            {
                runs++;
                last = state;
                var returns = RvBaskets.BuiltIn.Symbols().ToDictionary(
                    symbol => symbol,
                    symbol => RvReturns.Smoothed(closes.TryGetValue(symbol, out List<double>? list) ? [.. list] : [], config.LookbackBars, config.HalfLifeBars));
                RvMomentumState batch = RvMomentum.Of(config, RvBaskets.BuiltIn, returns).ToState(frame.Now);
                Assert.AreEqual(Text(RvMomentumState.Surface, batch), Text(RvMomentumState.Surface, state));
            }
        }

        Assert.IsGreaterThan(300, runs);
        Assert.AreEqual(336, closes["BTCUSDT"].Count);
        Assert.AreNotEqual(0, last!.PerSymbol["SOLUSDT"].Score);
        Assert.AreEqual(0, last.PerSymbol["DOGEUSDT"].RawScore, "no candles, and no spread that it is part of");
    }

    private static IntelStage Stage(IIntelStep step) => new(
        new IntelOptions { Enabled = true, IntervalS = 1800 }, () => new IntelConfig(null, null, Strategy), [step], onFault: (name, e) => throw new InvalidOperationException(name, e));

    /// <summary>One frame per instant of the feed.</summary>
    private static IEnumerable<(TickFrame Frame, OrderFact[] Facts)> Frames(OrderFact[] facts, IntelStage stage)
    {
        foreach (IGrouping<double, OrderFact> instant in facts.GroupBy(fact => fact.Ts))
        {
            using var frame = new TickFrame { Now = instant.Key };
            OrderFact[] seen = [.. instant];
            frame.Facts.AddRange(seen);
            stage.Process(frame);
            yield return (frame, seen);
        }
    }

    private static OrderFact[] Read(string file)
    {
        using RecordedFeed feed = RecordedFeed.Open([Requires.Recording(file)]);
        var sink = new Sink();
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        Assert.AreEqual(0, sink.Rejected);
        return [.. sink.Facts];
    }

    /// <summary>Coefficients, covariance and weights once more, by plain sums over the rows of the file.</summary>
    private static void CheckIndependently(FactorDiagnosticsState state, JsonObject[] rows)
    {
        string[] factors = [.. state.Config.Factors];
        double[][] z = new double[factors.Length][];
        for (int f = 0; f < factors.Length; f++)
        {
            double[] values = [.. rows.Select(row => Coerce.Number(row["factors"]![factors[f]]) ?? 0)];
            double mean = values.Average();
            double std = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            Assert.AreEqual(mean, state.NormalizationCoeffs[factors[f]].Mean, 1e-12);
            Assert.AreEqual(std <= 1e-9 ? 1 : std, state.NormalizationCoeffs[factors[f]].Std, 1e-12);
            z[f] = [.. values.Select(value => Math.Clamp((value - mean) / (std <= 1e-9 ? 1 : std), -3, 3))];
        }

        for (int i = 0; i < factors.Length; i++)
        {
            for (int j = 0; j < factors.Length && rows.Length > 1; j++)
            {
                double expected = z[i].Zip(z[j], (a, b) => (a - z[i].Average()) * (b - z[j].Average())).Sum() / (rows.Length - 1);
                Assert.AreEqual(expected, state.Covariance!.CovarianceMatrix[i][j], 1e-9);
            }
        }

        // Nothing is attributed and no value is clamped so far out: all factors weigh the same.
        Assert.AreEqual(1, state.Weights.Values.Sum(), 1e-9);
        Assert.IsNull(GarbageJson.NonFinite(FactorInputs.Written(FactorDiagnosticsState.Surface, state)));
    }

    private static string Text(StateSurface surface, object payload) => FactorInputs.Written(surface, payload)!.ToJsonString();

    private sealed class Sink : IFeedSink
    {
        public List<OrderFact> Facts { get; } = [];

        public int Rejected { get; private set; }

        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
        }

        public void OnFact(OrderFact fact) => Facts.Add(fact);

        public void OnRejected(in FeedRejection rejection) => Rejected++;
    }
}
