using HedgeFlow.Configuration;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Configuration;

[TestClass]
public sealed class ShippedConfigurationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "config");

    [TestMethod]
    public void Every_shipped_file_is_there_and_free_of_problems_and_unknown_keys()
    {
        foreach (string file in ConfigurationFiles.In(Folder).All)
        {
            Assert.IsTrue(File.Exists(file), file);
        }

        ConfigurationLoad load = ConfigurationSet.Load(Folder);
        Assert.AreEqual("", string.Join('\n', load.Problems));
        Assert.IsNotNull(load.Set);
    }

    [TestMethod]
    public void The_shipped_values_arrive_typed()
    {
        ConfigurationSet set = ConfigurationSet.Load(Folder).Set!;
        CollectionAssert.AreEqual(
            new[] { "BTCUSDT", "DOGEUSDT", "ETHUSDT", "LINKUSDT", "LTCUSDT", "SOLUSDT", "SUIUSDT", "WIFUSDT" }, set.Universe.Symbols.ToArray());
        Assert.AreEqual(0.12, set.Limits.MaxPortfolioDrawdown);
        Assert.AreEqual(0.3, set.Limits.Of("BTCUSDT").MaxNavShare);
        Assert.AreEqual(20, set.Limits.Of("BTCUSDT").MinNotional, "caps of the universe are merged");
        Assert.AreEqual(0.15, set.Limits.Of("SOLUSDT").MaxNavShare);
        Assert.AreEqual(0.99, set.Advanced.Var.Confidence);
        Assert.AreEqual(VarSettings.Default, set.Advanced.Var);
        Assert.AreEqual(CvarSettings.Default, set.Advanced.Cvar);
        Assert.AreEqual(RouterRuntime.Default, set.Router);
        Assert.AreEqual("CORE", set.Universe.TierOf("BTCUSDT"));
        Assert.HasCount(3, set.Groups.Groups);
    }

    [TestMethod]
    public void The_shipped_router_quality_equals_its_defaults()
    {
        var errors = new List<string>();
        RouterQualityConfig config = RouterQualityConfigReader.Read(ConfigurationSet.Load(Folder).Set!.Strategy, errors);
        Assert.IsEmpty(errors);
        Assert.AreEqual(RouterQualityConfig.Default, config);
        Assert.IsEmpty(config.Validate());
    }
}
