using System.Text.Json.Nodes;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

[TestClass]
public sealed class WeightHistoryTests
{
    [TestMethod]
    public void It_spans_all_runs_in_bounded_memory_and_keeps_the_newest_ones()
    {
        var history = new WeightHistory(null);
        IReadOnlyList<FactorWeightsCache.Point> points = [];
        for (int run = 0; run < 5000; run++)
        {
            points = history.With(run, Weights(run));
            Assert.IsLessThanOrEqualTo(WeightHistory.Capacity, points.Count);
        }

        Assert.AreEqual(0, points[0].Ts, "the first run is still there");
        CollectionAssert.AreEqual(Enumerable.Range(4900, 100).Select(run => (double)run).ToArray(), points.TakeLast(100).Select(point => point.Ts).ToArray());
        CollectionAssert.AreEqual(points.Select(point => point.Ts).Order().ToArray(), points.Select(point => point.Ts).ToArray());
    }

    [TestMethod]
    public void A_restart_goes_on_and_leaves_garbage_out()
    {
        JsonNode carried = JsonNode.Parse("""{"history":[{"ts":1,"weights":{"a":0.5}},{"ts":"x","weights":{"a":1}},7,null,{"ts":2,"weights":{}},{"ts":3,"weights":[1]}]}""")!;
        IReadOnlyList<FactorWeightsCache.Point> points = new WeightHistory(carried).With(9, Weights(1));
        CollectionAssert.AreEqual(new double[] { 1, 9 }, points.Select(point => point.Ts).ToArray());
        Assert.HasCount(1, new WeightHistory(JsonNode.Parse("""{"history":{"ts":1}}""")).With(1, Weights(1)));
        Assert.HasCount(0, new WeightHistory(null).With(1, new Dictionary<string, double>()));
    }

    private static Dictionary<string, double> Weights(double value) => new() { ["trend"] = value };
}
