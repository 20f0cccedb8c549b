using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Pipelines;

/// <summary>The whole live graph over a disk that fails or stands still: ticks go on, losses are counted, state recovers.</summary>
[TestClass]
public sealed class DiskFaultTests
{
    private const int Ticks = 200;

    [TestMethod]
    [Timeout(120_000)]
    public async Task A_disk_that_takes_nothing_stops_no_tick_and_state_recovers()
    {
        using var folder = new TemporaryFolder();
        var disk = new FaultingFileSystem(PhysicalFileSystem.Instance);
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { }, disk);
        engine.Pipeline.Start();
        using DemoFeed feed = Market();
        Run(engine, feed, Ticks);
        Eventually.Holds(() => engine.State.Counters.Any(surface => surface.Writes > 0), "the first files");

        disk.Arm(1);
        disk.KeepFailing = true;
        Run(engine, feed, Ticks);
        Eventually.Holds(() => engine.State.Counters.Any(surface => surface.Failures > 0), "a failed write is counted");
        Assert.AreEqual(2 * Ticks, engine.Executor.Ticks);

        disk.KeepFailing = false;
        disk.FailAt = 0;
        Run(engine, feed, Ticks);
        EngineReport report = await engine.FinishAsync(feed.Counters);
        Assert.AreEqual(3 * Ticks, engine.Executor.Ticks);
        Assert.IsTrue(report.Pipeline.Balanced, report.Pipeline.ToString());
        Assert.IsNull(report.Pipeline.Fault);
        AssertNewest(folder, engine);
    }

    [TestMethod]
    [Timeout(120_000)]
    public async Task A_disk_that_stands_still_stops_no_tick_and_newer_payloads_replace_waiting_ones()
    {
        using var folder = new TemporaryFolder();
        using var door = new ManualResetEventSlim(true);
        var disk = new FaultingFileSystem(PhysicalFileSystem.Instance) { Before = _ => door.Wait() };
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { }, disk);
        engine.Pipeline.Start();
        using DemoFeed feed = Market();
        door.Reset();
        Run(engine, feed, Ticks);
        Assert.AreEqual(Ticks, engine.Executor.Ticks, "every tick was decided while nothing could be written");
        Eventually.Holds(() => engine.Publish.Published > 0, "frames reach publish although the disk stands still");
        Eventually.Holds(
            () =>
            {
                Run(engine, feed, 1);
                return engine.State.Counters.Sum(surface => surface.Replaced) > 0;
            },
            "waiting payloads are replaced and counted");
        door.Set();
        EngineReport report = await engine.FinishAsync(feed.Counters);
        Assert.IsTrue(report.Complete, "everything was written once the disk moved");
        AssertNewest(folder, engine);
    }

    [TestMethod]
    [Timeout(120_000)]
    public async Task Readers_that_hold_files_open_hinder_nobody()
    {
        using var folder = new TemporaryFolder();
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { });
        engine.Pipeline.Start();
        using DemoFeed feed = Market();
        Run(engine, feed, 20);
        Eventually.Holds(() => File.Exists(folder["state/nav.json"]), "nav.json");
        using FileStream held = new(folder["state/nav.json"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Run(engine, feed, Ticks);
        EngineReport report = await engine.FinishAsync(feed.Counters);
        Assert.AreEqual(0, report.Surfaces.Sum(surface => surface.Failures));
        AssertNewest(folder, engine);
        using var reader = new StreamReader(held);
        JsonNodes.TryParse(reader.ReadToEnd(), out bool valid);
        Assert.IsTrue(valid, "the held file is still the whole old document");
    }

    private static DemoFeed Market() => new(new DemoMarket(new DemoOptions { StartTs = TimeProvider.System.EpochSeconds(), TickInterval = 0.001 }));

    private static void Run(Engine engine, DemoFeed feed, int ticks)
    {
        long end = engine.Pump.Ticks + ticks;
        while (engine.Pump.Ticks < end && feed.TryRead(engine.Pump, CancellationToken.None))
        {
        }
    }

    private static void AssertNewest(TemporaryFolder folder, Engine engine)
    {
        var nav = (System.Text.Json.Nodes.JsonObject)JsonNodes.TryParse(File.ReadAllText(folder["state/nav.json"]), out _)!;
        Assert.AreEqual(engine.Publish.LastNow, Coerce.Number(nav["updated_ts"])!.Value, 1e-6, "nav.json is the newest tick's");
    }
}
