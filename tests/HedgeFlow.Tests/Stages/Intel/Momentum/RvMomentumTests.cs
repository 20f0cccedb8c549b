using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Factors;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Intel.Momentum;

[TestClass]
public sealed class RvMomentumTests
{
    private static readonly string[] Symbols = [.. RvBaskets.BuiltIn.Symbols()];

    [TestMethod]
    public void Scores_do_not_depend_on_the_scale_of_the_raw_ones_and_keep_their_order() =>
        Prop.ForAll(Gen.Choose(-1000, 1000).ArrayOf(7).Zip(Gen.Choose(1, 500)).ToArbitrary(), input =>
        {
            double[] raw = [.. input.Item1.Select(value => (double)value)];
            double[] scaled = [.. raw.Select(value => value * input.Item2 / 10)];
            string[] names = [.. Enumerable.Range(0, raw.Length).Select(i => $"S{i}")];
            foreach (string mode in new[] { "zscore", "rank" })
            {
                double[] scores = RvScores.Normalize(names, raw, mode, 1);
                double[] again = RvScores.Normalize(names, scaled, mode, 1);
                for (int i = 0; i < raw.Length; i++)
                {
                    Assert.AreEqual(scores[i], again[i], 1e-9);
                    Assert.IsLessThanOrEqualTo(1, Math.Abs(scores[i]));
                    for (int j = 0; j < raw.Length; j++)
                    {
                        Assert.IsTrue(raw[i] <= raw[j] || scores[i] > scores[j], mode);
                    }
                }
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void A_spread_turned_round_changes_its_sign() =>
        Prop.ForAll(Gen.Choose(-1000, 1000).ArrayOf().ArrayOf(4).ToArbitrary(), series =>
        {
            var returns = new Dictionary<string, double[]>();
            for (int i = 0; i < series.Length; i++)
            {
                returns[$"S{i}"] = [.. series[i].Select(value => value / 1e4)];
            }

            Assert.AreEqual(RvSpreads.Pair("S0", "S1", returns), -RvSpreads.Pair("S1", "S0", returns), 1e-15);
            Assert.AreEqual(RvSpreads.Basket(["S0", "S1"], ["S2", "S3"], returns), -RvSpreads.Basket(["S2", "S3"], ["S0", "S1"], returns), 1e-15);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Any_bars_of_any_symbol_give_a_file_without_a_number_that_is_none() =>
        Prop.ForAll(AnyJson.Row("close", "c", "ts").ArrayOf().ArrayOf(8).ToArbitrary(), files =>
        {
            var returns = new Dictionary<string, double[]>();
            for (int i = 0; i < Symbols.Length; i++)
            {
                JsonNode bars = new JsonArray([.. files[i].Select(bar => bar.DeepClone())]);
                returns[Symbols[i]] = RvReturns.Smoothed(RvReturns.Closes(bars), 6, 24);
            }

            RvMomentumState state = RvMomentum.Of(RvMomentumConfig.Default, RvBaskets.BuiltIn, returns).ToState(0);
            JsonNode? file = FactorInputs.Written(RvMomentumState.Surface, state);
            Assert.IsNull(GarbageJson.NonFinite(file));
            Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(SurfaceSchema.Of(StateCatalog.Find("rv_momentum")!)!, file)));
            Assert.IsTrue(state.PerSymbol.Values.All(row => Math.Abs(row.Score) <= 1));
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Returns_so_large_that_a_score_overflows_leave_the_others_scored()
    {
        var returns = new Dictionary<string, double[]>
        {
            ["A"] = [double.MaxValue, double.MaxValue],
            ["B"] = [0.01, double.NaN],
            ["C"] = [0.01],
            ["D"] = [0.02],
        };
        RvMomentum momentum = RvMomentum.Of(RvMomentumConfig.Default, RvBaskets.Load(new JsonObject(), out _)!, returns);
        Assert.IsFalse(double.IsFinite(momentum.Raw[0]));
        Assert.AreEqual(0, momentum.Scores[0]);
        Assert.AreEqual(0, momentum.Raw[1]);
        Assert.IsGreaterThan(momentum.Scores[2], momentum.Scores[3]);
    }

    [TestMethod]
    public void No_data_one_symbol_and_equal_symbols_score_zero()
    {
        foreach (string mode in new[] { "zscore", "rank", "bogus" })
        {
            RvMomentumConfig config = RvMomentumConfig.Default with { NormalizeMode = mode };
            Assert.IsEmpty(RvMomentum.Of(config, RvBaskets.BuiltIn, new Dictionary<string, double[]>()).Symbols);
            Assert.AreEqual(0, RvMomentum.Of(config, RvBaskets.BuiltIn, new Dictionary<string, double[]> { ["A"] = [0.1] }).Scores[0]);
            RvMomentum flat = RvMomentum.Of(config, RvBaskets.BuiltIn, new Dictionary<string, double[]> { ["A"] = [0, 0], ["B"] = [0, 0] });
            Assert.IsTrue(flat.Scores.ToArray().All(score => score == 0), mode);
        }
    }

    [TestMethod]
    public void The_file_lists_symbols_in_ordinal_order_with_all_their_baskets()
    {
        RvBaskets baskets = RvBaskets.Load(JsonNode.Parse("""{"baskets":{"z":["b","a"],"l1":["a"]}}"""), out _)!;
        RvMomentumState state = RvMomentum.Of(
            RvMomentumConfig.Default, baskets, new Dictionary<string, double[]> { ["b"] = [0], ["B"] = [0.01], ["A"] = [0.02] }).ToState(5);
        Assert.AreEqual(
            """{"updated_ts":5,"per_symbol":{"A":{"score":0.5458,"raw_score":0.2,"baskets":["z","l1"]},"B":{"score":0,"raw_score":0.1,"baskets":["z"]},"b":{"score":-0.5458,"raw_score":0,"baskets":["z"]}},"spreads":{"btc_vs_eth":0,"l1_vs_alt":0,"meme_vs_rest":0}}""",
            FactorInputs.Written(RvMomentumState.Surface, state)!.ToJsonString());
    }

    [TestMethod]
    [DataRow("""{"baskets":[]}""")]
    [DataRow("""{"baskets":null}""")]
    [DataRow("""{"baskets":{"l1":"BTCUSDT"}}""")]
    [DataRow("""{"baskets":{"l1":[1]}}""")]
    [DataRow("""{"pairs":5}""")]
    [DataRow("""{"pairs":{"btc_vs_eth":["A","B"]}}""")]
    [DataRow("""[]""")]
    [DataRow("\"text\"")]
    public void Malformed_baskets_are_rejected(string text)
    {
        Assert.IsNull(RvBaskets.Load(JsonNode.Parse(text), out string? fault));
        Assert.IsNotNull(fault);
    }

    [TestMethod]
    public void A_pair_without_a_leg_has_the_default_one()
    {
        RvBaskets baskets = RvBaskets.Load(JsonNode.Parse("""{"pairs":{"btc_vs_eth":{"long":"solusdt"},"x":{"short":"abc"}}}"""), out _)!;
        Assert.AreEqual("SOLUSDT", baskets.LongLeg);
        Assert.AreEqual("ETHUSDT", baskets.ShortLeg);
        CollectionAssert.AreEqual(new[] { "ABC", "SOLUSDT", "XRP" }, baskets.Symbols(["xrp", "abc"]).ToArray());
    }
}
