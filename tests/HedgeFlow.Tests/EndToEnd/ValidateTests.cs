using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary><c>validate</c>: every problem at once, with its place.</summary>
[TestClass]
public sealed class ValidateTests
{
    [TestMethod]
    [Timeout(60_000)]
    public void The_shipped_configuration_has_no_problem()
    {
        (int code, string output, string errors) = HedgeFlowProcess.Run("validate");
        Assert.AreEqual(0, code, output + errors);
        StringAssert.Contains(output, "0 errors, 0 warnings");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Every_problem_of_every_file_comes_at_once_with_place_key_value_and_remedy()
    {
        using TemporaryFolder folder = Copy();
        File.WriteAllText(folder["hedgeflow.json"], "{\n  \"hedgeflow\": {\n    \"drainSeconds\": 900,\n    \"durabilty\": \"fsync\"\n  }\n}\n");
        File.WriteAllText(folder["risk_limits.json"], "{\n  \"global\": {\n    \"max_leverage\": \"much\",\n    \"max_trade_nav_pct\": 250\n  }\n}\n");
        File.WriteAllText(folder["strategy_config.json"], "{\n  \"intel\": {\n");
        var environment = new Dictionary<string, string> { ["INTEL_V6_REFRESH_INTERVAL_S"] = "soon" };
        (int code, string output, string errors) = HedgeFlowProcess.Run(environment, "validate", "--config", folder.Path);
        Assert.AreEqual(1, code, errors);
        StringAssert.Contains(output, "hedgeflow.json:3:21: error: hedgeflow.drainSeconds = 900: out of its range; give a number above 0, at most 600");
        StringAssert.Contains(output, "hedgeflow.json:4:18: warning: hedgeflow.durabilty = \"fsync\": this key is not known and has no effect; did you mean durability?");
        StringAssert.Contains(output, "risk_limits.json:3:21: error: global.max_leverage = \"much\": a number is expected here");
        StringAssert.Contains(output, "risk_limits.json:4:26: error: global.max_trade_nav_pct = 250: ");
        StringAssert.Contains(output, "strategy_config.json:3:");
        StringAssert.Contains(output, "environment: warning: INTEL_V6_REFRESH_INTERVAL_S");
        StringAssert.Contains(output, "4 errors, 2 warnings");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_warning_alone_is_no_failure()
    {
        using TemporaryFolder folder = Copy();
        File.WriteAllText(folder["hedgeflow.json"], """{"hedgeflow":{"color":"red"}}""");
        (int code, string output, _) = HedgeFlowProcess.Run("validate", "--config", folder.Path);
        Assert.AreEqual(0, code, output);
        StringAssert.Contains(output, "0 errors, 1 warning");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_state_folder_is_checked_as_well()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["nav.json"], """{"nav":NaN}""");
        (int code, string output, _) = HedgeFlowProcess.Run("validate", "--state", folder.Path);
        Assert.AreEqual(1, code);
        StringAssert.Contains(output, "nav.json: not JSON at $.nav: NaN is no number (byte 7)");
        StringAssert.Contains(output, "positions.json: missing (written by executor)");
        StringAssert.Contains(output, "21 surfaces, ");
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("--config")]
    [DataRow("--state")]
    public void A_folder_that_is_not_there_is_a_usage_error(string option)
    {
        (int code, _, string errors) = HedgeFlowProcess.Run("validate", option, "no/such/folder");
        Assert.AreEqual(2, code);
        StringAssert.Contains(errors, $"{option} ");
        StringAssert.Contains(errors, "no such folder");
    }

    private static TemporaryFolder Copy()
    {
        var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "config"), "*.json"))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        return folder;
    }
}
