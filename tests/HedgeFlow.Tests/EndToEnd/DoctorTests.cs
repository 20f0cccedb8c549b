using System.Text.Json.Nodes;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary><c>doctor</c> and <c>preflight</c> as a person and a supervisor meet them.</summary>
[TestClass]
public sealed class DoctorTests
{
    [TestMethod]
    [Timeout(60_000)]
    public void An_empty_folder_is_shown_as_missing_and_fails_only_when_strict()
    {
        using var folder = new TemporaryFolder();
        (int code, string output, string errors) = HedgeFlowProcess.Run("doctor", "--logs", folder["logs"]);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "nav.json: missing (written by executor)");
        StringAssert.Contains(output, "nav_state.json: missing (written by sync)");
        Assert.IsLessThanOrEqualTo(80, output.Split('\n').Where(line => line.Contains("missing  ")).Max(line => line.TrimEnd().Length), "the table fits into a terminal");
        Assert.AreEqual(1, HedgeFlowProcess.Run("doctor", "--strict", "--logs", folder["logs"]).Code);
        Assert.IsFalse(Directory.Exists(folder["logs"]), "the doctor writes nothing");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_machine_gets_JSON_with_every_surface()
    {
        using var folder = new TemporaryFolder();
        (_, string output, _) = HedgeFlowProcess.Run("doctor", "--json", "--logs", folder["logs"]);
        JsonNode report = JsonNode.Parse(output)!;
        Assert.IsFalse((bool)report["ok"]!);
        Assert.HasCount(21, report["state"]!["surfaces"]!.AsArray());
        Assert.AreEqual(8, report["state"]!["health"]!["missing_files"]!.AsArray().Count);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_configuration_that_cannot_be_used_is_a_problem_with_its_place()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["config"]);
        File.WriteAllText(folder["config/risk_limits.json"], "{\n  \"global\": nonsense\n}\n");
        (_, string output, _) = HedgeFlowProcess.Run("doctor", "--logs", folder["logs"], "--config", folder["config"]);
        StringAssert.Contains(output, "risk_limits.json:2:");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Preflight_stops_a_release_whose_documents_are_of_another_version()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["config"]);
        File.WriteAllText(folder["VERSION"], "7.6.0\n");
        File.WriteAllText(folder["config/v7_manifest.json"], """{"docs_version":"7.5.0"}""");
        (int code, string output, string errors) = HedgeFlowProcess.Run("preflight", "--logs", folder["logs"], "--config", folder["config"]);
        Assert.AreEqual(1, code, errors);
        StringAssert.Contains(output, "versions    differ");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Preflight_runs_the_engine_dry_into_a_folder_of_its_own()
    {
        using var folder = new TemporaryFolder();
        (int code, string output, string errors) = HedgeFlowProcess.Run("preflight", "--dry-run-loops", "1", "--logs", folder["logs"]);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "1 tick passed");
        Assert.IsFalse(Directory.Exists(folder["logs"]));
        Assert.AreEqual(1, HedgeFlowProcess.Run("preflight", "--strict", "--logs", folder["logs"]).Code, "surfaces are missing");
    }
}
