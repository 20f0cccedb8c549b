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
    [DataRow("demo")]
    [DataRow(null)]
    public void Prod_without_the_guard_variable_gives_exit_code_3_and_writes_nothing(string? source)
    {
        using var folder = new TemporaryFolder();
        var prod = new Dictionary<string, string> { ["ENV"] = "prod" };
        string[] chosen = source is null ? [] : ["--source", source];
        (int code, _, string errors) = HedgeFlowProcess.Run(prod, ["run", "executor", .. chosen, "--once", "--logs", folder["logs"]]);
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

    [TestMethod]
    [Timeout(120_000)]
    public void One_tick_has_its_intents_and_in_a_dry_run_each_ends_before_the_router()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["INTENT_TEST"] = "1", ["DRY_RUN"] = "1", ["BINANCE_TESTNET"] = "1" };
        (int code, _, string errors) = HedgeFlowProcess.Run(environment, "run", "executor", "--source", "demo", "--once", "--logs", folder.Path);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(errors, "env=dev dry_run=1 testnet=1 base=https://testnet.binancefuture.com firestore=off");
        string[] events = File.ReadAllLines(folder["execution/events.jsonl"]);
        Assert.AreEqual(1, events.Count(line => line.Contains("\"phase\":\"dry_run\"", StringComparison.Ordinal) && line.Contains("\"symbol\":\"BTCUSDT\"", StringComparison.Ordinal)), string.Join('\n', events));
        Assert.IsGreaterThan(1, events.Length, "the market's own intents of the tick");
        Assert.IsFalse(File.Exists(folder["execution/orders_executed.jsonl"]), "no order was routed");

        (int again, _, string complaints) = HedgeFlowProcess.Run(environment, "run", "executor", "--source", "demo", "--once", "--logs", folder.Path);
        Assert.AreEqual(0, again, complaints);
        StringAssert.Contains(complaints, "cache/risk_state.json of the run before is forgotten");
    }
}
