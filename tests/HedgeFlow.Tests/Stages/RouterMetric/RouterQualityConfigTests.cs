using System.Text.Json.Nodes;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class RouterQualityConfigTests
{
    [TestMethod]
    public void Every_unreadable_member_is_named_and_keeps_its_default()
    {
        var errors = new List<string>();
        RouterQualityConfig config = RouterQualityConfigReader.Read(
            new JsonObject
            {
                ["router_quality"] = new JsonObject
                {
                    ["base_score"] = "high",
                    ["enabled"] = new JsonArray(),
                    ["stats_window"] = 5,
                    ["latency_ms_thresholds"] = new JsonObject { ["fast"] = true, ["normal"] = 500 },
                },
            },
            errors);
        CollectionAssert.AreEquivalent(
            (string[])
            [
                "router_quality.stats_window: not an object", "router_quality.enabled: not a flag", "router_quality.base_score: not a number",
                "router_quality.latency_ms_thresholds.fast: not a number",
            ],
            errors);
        Assert.AreEqual(RouterQualityConfig.Default with { LatencyNormalMs = 500 }, config);
    }

    [TestMethod]
    public void Settings_that_contradict_each_other_are_all_reported()
    {
        RouterQualityConfig config = RouterQualityConfig.Default with { MinScore = 2, LatencyFastMs = 900, StatsWindowMinEvents = -1 };
        Assert.HasCount(3, config.Validate());
        RouterMetricOptions options = RouterMetricOptions.Default with { Quality = config, RefreshIntervalSeconds = -1, MaxRows = 0 };
        Assert.HasCount(5, options.Validate());
        Assert.IsEmpty(RouterMetricOptions.Default.Validate());
    }
}
