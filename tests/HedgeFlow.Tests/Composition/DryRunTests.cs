using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Composition;

/// <summary>A live executor follows DRY_RUN of the <c>.env</c> file: paper orders stop and come back, and telemetry says so.</summary>
[TestClass]
public sealed class DryRunTests
{
    [TestMethod]
    public void The_file_is_read_again_at_most_once_per_second_and_a_change_is_told_once()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTimeProvider();
        var dryRun = new DryRunSwitch(true);
        var told = new List<bool>();
        var watch = new DryRunWatch(folder[".env"], dryRun, time, told.Add);
        File.WriteAllText(folder[".env"], "DRY_RUN=0\n");
        watch.Refresh();
        Assert.IsTrue(dryRun.On, "not yet");
        time.Advance(TimeSpan.FromSeconds(1));
        watch.Refresh();
        Assert.IsFalse(dryRun.On);
        time.Advance(TimeSpan.FromSeconds(1));
        watch.Refresh();
        CollectionAssert.AreEqual(new[] { false }, told);
        File.WriteAllText(folder[".env"], "DRY_RUN=nonsense\n");
        time.Advance(TimeSpan.FromSeconds(1));
        watch.Refresh();
        Assert.IsFalse(dryRun.On, "what is not true is false, as at the start");
        File.Delete(folder[".env"]);
        time.Advance(TimeSpan.FromSeconds(1));
        watch.Refresh();
        Assert.IsTrue(dryRun.On, "without a word the run is dry");
    }

    [TestMethod]
    public void A_link_is_followed_to_the_file_that_changes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["real.env"], "DRY_RUN=1\n");
        File.CreateSymbolicLink(folder[".env"], folder["real.env"]);
        var time = new ManualTimeProvider();
        var dryRun = new DryRunSwitch(true);
        var watch = new DryRunWatch(folder[".env"], dryRun, time, _ => { });
        File.WriteAllText(folder["real.env"], "DRY_RUN=0 \n");
        time.Advance(TimeSpan.FromSeconds(1));
        watch.Refresh();
        Assert.IsFalse(dryRun.On);
    }

    [TestMethod]
    [Timeout(120_000)]
    public async Task Paper_orders_stop_while_the_run_is_dry_and_come_back()
    {
        using var folder = new TemporaryFolder();
        using var desk = new TemporaryFolder();
        File.WriteAllText(desk[".env"], "DRY_RUN=1\n");
        var lines = new List<string>();
        var dryRun = new DryRunSwitch(true);
        EngineSettings settings = SettingsOf.Live(folder.Path) with { DryRunSwitch = dryRun, Environment = EnvironmentReader.OfProcess(desk.Path) };
        await using Engine engine = Engine.Create(settings, null, lines.Add);
        engine.Pipeline.Start();
        using var feed = new DemoFeed(new DemoMarket(new DemoOptions { StartTs = TimeProvider.System.EpochSeconds(), TickInterval = 0.01 }));
        Until(() => engine.Executor.Allowed > 2, "intents pass");
        Assert.AreEqual(0, engine.Executor.OrderFacts, "and none becomes an order");

        File.WriteAllText(desk[".env"], "DRY_RUN=0 \n");
        Until(() => engine.Executor.OrderFacts > 0, "orders are routed once the file says so");
        Assert.IsFalse(dryRun.On);
        Until(() => Probe() == "0", "the runtime probe says so");

        File.WriteAllText(desk[".env"], "DRY_RUN=1  \n");
        Until(() => dryRun.On && Probe() == "1", "dry again");
        long orders = engine.Executor.OrderFacts, allowed = engine.Executor.Allowed;
        Until(() => engine.Executor.Allowed > allowed + 2, "intents still pass");
        Assert.AreEqual(orders, engine.Executor.OrderFacts);
        EngineReport report = await engine.FinishAsync(feed.Counters);
        Assert.IsNull(report.Pipeline.Fault);
        Assert.IsTrue(new JsonlTail(folder["execution/events.jsonl"]).Last(1000).Any(row => Coerce.Text(row["metadata"]?["phase"]) == "dry_run"));
        CollectionAssert.IsSubsetOf(new[] { "DRY_RUN is 0 from now on", "DRY_RUN is 1 from now on" }, lines);

        void Until(Func<bool> condition, string what) => Eventually.Holds(
            () =>
            {
                long end = engine.Pump.Ticks + 20;
                while (engine.Pump.Ticks < end && feed.TryRead(engine.Pump, CancellationToken.None))
                {
                }

                return condition();
            },
            what);

        string? Probe() => File.Exists(folder["state/v6_runtime_probe.json"])
            ? Coerce.Text(JsonNodes.TryParse(File.ReadAllText(folder["state/v6_runtime_probe.json"]), out _)?["DRY_RUN"])
            : null;
    }

    [TestMethod]
    public void A_testnet_start_forgets_what_a_simulated_account_has_left_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cache"]);
        string[] files = ["nav_log.json", "cache/peak_state.json", "cache/risk_state.json", "cache/position_tp_sl.json", "cache/feed_position.json"];
        foreach (string file in files)
        {
            File.WriteAllText(folder[file], "{}");
        }

        var lines = new List<string>();
        CarriedCaches.Forget(folder.Path, lines.Add);
        CollectionAssert.AreEqual(files.TakeLast(2).Order(StringComparer.Ordinal).ToArray(), folder.Files);
        Assert.HasCount(3, lines);
        CarriedCaches.Forget(folder.Path, lines.Add);
        Assert.HasCount(3, lines, "nothing is there, nothing is told");
    }

    [TestMethod]
    public void Only_a_testnet_run_that_is_no_replay_no_demo_and_not_production_forgets()
    {
        using var folder = new TemporaryFolder();
        EngineSettings settings = SettingsOf.Live(folder.Path) with { Testnet = true };
        Assert.IsTrue(settings.ForgetsCaches);
        Assert.IsFalse((settings with { Testnet = false }).ForgetsCaches);
        Assert.IsFalse((settings with { EnvironmentName = "prod" }).ForgetsCaches);
        Assert.IsFalse((settings with { Replay = true }).ForgetsCaches);
        Assert.IsFalse((settings with { Demo = true }).ForgetsCaches);
    }

    [TestMethod]
    public void The_credential_file_beside_another_configuration_is_secret_too()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["firebase_creds.json"], """{"project_id":"p","client_email":"robot@desk.example","private_key":"not-really-a-key","private_key_id":"0123456789"}""");
        File.WriteAllText(folder["hedgeflow.json"], "{}");
        foreach (string config in (string[])[folder.Path, folder["hedgeflow.json"]])
        {
            EngineSettings settings = EngineSettings.Load(new HedgeFlow.Host.Commands.CommonValues(config, folder["logs"], null, "superset"), replay: false);
            Assert.AreEqual("[redacted] [redacted] [redacted] p", settings.Redactor.Text("robot@desk.example not-really-a-key 0123456789 p"));
        }
    }
}
