using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Configuration;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Configuration;

[TestClass]
public sealed class ConfigurationSetTests
{
    private DirectoryInfo _folder = null!;

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("hedgeflow-config-");

    [TestCleanup]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [TestMethod]
    public void Every_problem_is_reported_at_once_with_its_place_and_a_remedy()
    {
        Write("risk_limits.json", """
            {
              "global": {
                "max_trade_nav_pct": 140,
                "max_levrage": 5,
                "daily_loss_limit_pct": "six",
                "error_circuit": { "max_errors": -1 }
              },
              "reset_timezone": "Mars/Olympus"
            }
            """);
        Write("strategy_config.json", """{ "router_quality": { "min_score": 0.9, "max_score": 0.5 } }""");
        Write("pairs_universe.json", """{ "universe": [ { "tier": "CORE" } ] }""");
        ConfigurationLoad load = ConfigurationSet.Load(_folder.FullName);
        Assert.IsNull(load.Set);
        Assert.AreEqual("global.max_trade_nav_pct 3:26 Error", Place(load, "global.max_trade_nav_pct"));
        Assert.AreEqual("global.max_levrage 4:20 Warning", Place(load, "global.max_levrage"));
        Assert.AreEqual("global.daily_loss_limit_pct 5:29 Error", Place(load, "global.daily_loss_limit_pct"));
        Assert.AreEqual("global.error_circuit.max_errors 6:38 Error", Place(load, "global.error_circuit.max_errors"));
        Assert.AreEqual("router_quality.min_score 1:36 Error", Place(load, "router_quality.min_score"));
        Assert.AreEqual("universe[0] 1:17 Error", Place(load, "universe[0]"));
        StringAssert.Contains(load.Problems.Single(p => p.Key == "global.max_levrage").Remedy, "max_leverage");
        string line = load.Problems.Single(p => p.Key == "global.max_trade_nav_pct").ToString();
        StringAssert.StartsWith(line, Path.Combine(_folder.FullName, "risk_limits.json") + ":3:26: error: global.max_trade_nav_pct = 140: ");
    }

    [TestMethod]
    public void A_syntax_error_is_reported_with_its_place_and_nothing_is_loaded()
    {
        Write("risk_limits.json", "{\n  \"global\": {,}\n}");
        ConfigurationLoad load = ConfigurationSet.Load(_folder.FullName);
        Assert.IsNull(load.Set);
        ConfigProblem problem = load.Problems.Single(p => p.File.EndsWith("risk_limits.json", StringComparison.Ordinal));
        Assert.AreEqual(2, problem.Line);
        Assert.AreEqual(14, problem.Column);
    }

    [TestMethod]
    public void Without_risk_limits_nothing_is_loaded()
    {
        ConfigurationLoad load = ConfigurationSet.Load(_folder.FullName);
        Assert.IsNull(load.Set);
        Assert.HasCount(1, load.Problems);
    }

    [TestMethod]
    public void Percent_style_and_fraction_style_read_the_same()
    {
        Write("risk_limits.json", """{"global":{"max_trade_nav_pct":"8","max_gross_exposure_pct":180,"tiers":{"CORE":{"per_symbol_nav_pct":25}}}}""");
        RiskLimits percent = ConfigurationSet.Load(_folder.FullName).Set!.Limits;
        Write("risk_limits.json", """{"global":{"max_trade_nav_pct":0.08,"max_gross_exposure_pct":1.8,"tiers":{"CORE":{"per_symbol_nav_pct":0.25}}}}""");
        RiskLimits fraction = ConfigurationSet.Load(_folder.FullName).Set!.Limits;
        Assert.AreEqual(fraction.MaxTradeNav, percent.MaxTradeNav);
        Assert.AreEqual(fraction.MaxGrossExposure, percent.MaxGrossExposure);
        Assert.AreEqual(fraction.Tiers["core"], percent.Tiers["CORE"]);
    }

    [TestMethod]
    public void A_mistake_in_testnet_overrides_is_reported_before_they_apply()
    {
        Write("risk_limits.json", """{"testnet_overrides":{"enabled":true,"daily_loss_limit_pct":"lots"}}""");
        Assert.IsTrue(ConfigurationSet.Load(_folder.FullName).Failed);
    }

    [TestMethod]
    public void Testnet_overrides_need_testnet_and_confirmation()
    {
        Write("risk_limits.json", """{"global":{"daily_loss_limit_pct":6},"testnet_overrides":{"enabled":true,"daily_loss_limit_pct":50}}""");
        Assert.AreEqual(0.06, ConfigurationSet.Load(_folder.FullName, testnet: true).Set!.Limits.DailyLossLimit);
        Assert.AreEqual(0.06, ConfigurationSet.Load(_folder.FullName, false, true).Set!.Limits.DailyLossLimit);
        Assert.AreEqual(0.5, ConfigurationSet.Load(_folder.FullName, true, true).Set!.Limits.DailyLossLimit);
    }

    [TestMethod]
    public void Whatever_stands_in_the_files_loading_answers() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var garbage = new GarbageJson(seed);
        var problems = new List<ConfigProblem>();
        var limits = garbage.Object(["global", "per_symbol", "circuit_breakers", "nav_anomalies", "testnet_overrides", "whitelist", "quote_symbols"]);
        limits["global"] = garbage.Object(["tiers", "whitelist", "error_circuit", "max_trade_nav_pct", "max_concurrent_positions", "dd_flap_window_minutes"]);
        PairsUniverse universe = PairsUniverse.Of(ConfigDocument.Of("u", new JsonObject { ["universe"] = new JsonArray(garbage.Object(["symbol", "caps"]), garbage.Value(2)) }), problems);
        RiskLimits? loaded = RiskLimitsLoader.Load(ConfigDocument.Of("r", limits), universe, true, true, problems);
        Assert.IsTrue(loaded is not null || problems.Exists(p => p.Severity == ConfigSeverity.Error));
        Assert.IsNull(GarbageJson.NonFinite(loaded?.Document));
        RouterRuntime.Of(garbage.Object(["runtime", "fees"]));
        CorrelationGroups.Of(ConfigDocument.Of("c", garbage.Value(4)), problems);
        foreach (ConfigProblem problem in problems)
        {
            Assert.IsGreaterThan(0, problem.ToString().Length);
        }
    }).QuickCheckThrowOnFailure();

    private static string Place(ConfigurationLoad load, string key)
    {
        ConfigProblem problem = load.Problems.Single(p => p.Key == key);
        return $"{problem.Key} {problem.Line}:{problem.Column} {problem.Severity}";
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);
}
