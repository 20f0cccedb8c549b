using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    [Timeout(60_000)]
    public void A_word_that_is_no_command_gives_exit_code_2_and_says_so()
    {
        (int code, _, string errors) = HedgeFlowProcess.Run("runn", "executor");
        Assert.AreEqual(2, code);
        StringAssert.Contains(errors, "runn");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Help_gives_exit_code_0() => Assert.AreEqual(0, HedgeFlowProcess.Run("--help").Code);

    [TestMethod]
    [Timeout(60_000)]
    public void Prod_without_the_guard_variable_gives_exit_code_3_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var prod = new Dictionary<string, string> { ["ENV"] = "prod" };
        (int code, _, string errors) = HedgeFlowProcess.Run(prod, "run", "executor", "--source", "demo", "--once", "--logs", folder["logs"]);
        Assert.AreEqual(3, code, errors);
        Assert.IsFalse(Directory.Exists(folder["logs"]), "nothing was written");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_second_executor_of_one_book_gives_exit_code_4()
    {
        using var folder = new TemporaryFolder();
        using var first = new HedgeFlowProcess(new Dictionary<string, string>(), "run", "executor", "--source", "demo", "--logs", folder.Path);
        Eventually.Holds(() => File.Exists(folder["state/nav.json"]), "the first one writes");
        (int code, _, string errors) = HedgeFlowProcess.Run("run", "executor", "--source", "demo", "--once", "--logs", folder.Path);
        Assert.AreEqual(4, code, errors);
        (int other, _, string otherErrors) = HedgeFlowProcess.Run("run", "executor", "--source", "demo", "--once", "--logs", folder.Path, "--book", "second");
        Assert.AreEqual(0, other, otherErrors);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Sigterm_drains_and_gives_exit_code_0()
    {
        using var folder = new TemporaryFolder();
        using var process = new HedgeFlowProcess(new Dictionary<string, string> { ["LOOP_SLEEP"] = "0.01" }, "run", "executor", "--source", "demo", "--logs", folder.Path);
        Eventually.Holds(() => File.Exists(folder["state/nav.json"]), "state is written");
        process.Terminate();
        Assert.AreEqual(0, process.Wait(30), process.Errors);
        Assert.IsEmpty(Directory.GetFiles(folder["state"], "*.tmp"), "no incomplete write is left");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_book_name_that_leads_elsewhere_is_a_usage_error()
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run("run", "executor", "--source", "demo", "--once", "--logs", folder["logs"], "--book", "../x");
        Assert.AreEqual(2, code);
        StringAssert.Contains(errors, "--book");
        Assert.IsFalse(Directory.Exists(folder["x"]));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_live_session_that_was_recorded_replays_to_the_same_orders()
    {
        using var folder = new TemporaryFolder();
        var fast = new Dictionary<string, string> { ["LOOP_SLEEP"] = "0.01", ["MAX_LOOPS"] = "150" };
        (int live, _, string errors) = HedgeFlowProcess.Run(fast, "run", "executor", "--source", "demo", "--logs", folder["live"], "--record", folder["session.jsonl"]);
        Assert.AreEqual(0, live, errors);
        (int replayed, string output, string replayErrors) = HedgeFlowProcess.Run("replay", folder["session.jsonl"], "--logs", folder["again"], "--orders", "paper");
        Assert.AreEqual(0, replayed, replayErrors);
        StringAssert.Contains(output, "150 in", "every tick of the session");
    }
}
