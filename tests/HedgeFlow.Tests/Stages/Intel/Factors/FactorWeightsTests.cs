using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Stages.Intel.Factors;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

[TestClass]
public sealed class FactorWeightsTests
{
    private static readonly string[] Modes = ["equal", "vol_inverse", "ir_only", "vol_inverse_ir", "bogus"];

    [TestMethod]
    public void Weights_are_never_negative_and_sum_to_one_unless_the_clamps_left_no_rest() =>
        Prop.ForAll(Gen.Choose(-1000, 1000).NonEmptyListOf().Select(list => list.Take(15).ToArray()).ToArbitrary(), raw =>
        {
            OrderedDictionary<string, double> map = Map([.. raw.Select(value => value / 10.0)]);
            OrderedDictionary<string, double> weights = FactorWeights.Normalize(map, 0.05, 0.40, true);
            Assert.IsTrue(weights.Values.All(weight => weight >= 0));
            double sum = weights.Values.Sum();
            double total = raw.Sum(Math.Abs);
            double[] shares = [.. raw.Select(value => total == 0 ? 1.0 / raw.Length : Math.Abs(value) / (double)total)];
            double clamped = shares.Where(share => share is <= 0.05 or >= 0.40).Sum(share => Math.Clamp(share, 0.05, 0.40));
            bool noRest = shares.Any(share => share is > 0.05 and < 0.40) && 1 - clamped <= 1e-9;
            if (!noRest)
            {
                Assert.AreEqual(1, sum, 1e-9);
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Smoothing_with_one_gives_the_current_and_with_zero_the_previous_weights() =>
        Prop.ForAll(Gen.Choose(0, 100).ArrayOf(4).Zip(Gen.Choose(0, 100).ArrayOf(4)).ToArbitrary(), input =>
        {
            OrderedDictionary<string, double> current = Map([.. input.Item1.Select(value => value / 100.0)]);
            OrderedDictionary<string, double> previous = Map([.. input.Item2.Select(value => value / 100.0)]);
            CollectionAssert.AreEqual(current.Values, FactorWeights.Smooth(previous, current, 1).Values);
            CollectionAssert.AreEqual(previous.Values, FactorWeights.Smooth(previous, current, 0).Values);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void A_retired_factor_fades_behind_the_configured_ones_in_stored_order()
    {
        var previous = new OrderedDictionary<string, double> { ["z"] = 0.5, ["b"] = 0.3, ["a"] = 0.2 };
        OrderedDictionary<string, double> smooth = FactorWeights.Smooth(previous, Map([1.0]), 0.2);
        CollectionAssert.AreEqual(new[] { "f0", "z", "b", "a" }, smooth.Keys);
        Assert.AreEqual(0.2, smooth["f0"], 1e-15);
        Assert.AreEqual(0.4, smooth["z"], 1e-15);
    }

    [TestMethod]
    public void A_factor_that_does_not_move_gets_nothing_wherever_data_decide()
    {
        FactorNames factors = FactorNames.Of(["dead", "live"]);
        var volatilities = new OrderedDictionary<string, double> { ["dead"] = 1e-9, ["live"] = 1 };
        var ratios = new OrderedDictionary<string, double> { ["dead"] = 1e11, ["live"] = 0.5 };
        foreach (string mode in Modes)
        {
            double weight = FactorWeights.Raw(mode, factors, volatilities, ratios)["dead"];
            Assert.AreEqual(mode is "equal" or "bogus" ? 1 : 0, weight, mode);
        }
    }

    [TestMethod]
    public void No_number_however_large_or_undefined_makes_a_weight_that_is_not_finite() =>
        Prop.ForAll(
            Gen.Elements(0, 1, -1, 1e308, -1e308, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 5e-324).ArrayOf(6).ToArbitrary(),
            values =>
            {
                FactorNames factors = AnyFactors.Names(3);
                foreach (string mode in Modes)
                {
                    OrderedDictionary<string, double> raw = FactorWeights.Raw(mode, factors, Map(values[..3]), Map(values[3..]));
                    foreach (bool toOne in new[] { true, false })
                    {
                        Assert.IsTrue(FactorWeights.Normalize(raw, 0.05, 0.4, toOne).Values.All(double.IsFinite), mode);
                    }
                }
            }).QuickCheckThrowOnFailure();

    private static OrderedDictionary<string, double> Map(double[] values) => AnyFactors.Names(values.Length).Map(values);
}
