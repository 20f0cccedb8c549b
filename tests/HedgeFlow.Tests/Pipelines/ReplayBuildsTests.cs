using HedgeFlow.Feed;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Pipelines;

/// <summary>A replay builds the payloads of some ticks only: what lies on disk in the end is what building all of them leaves.</summary>
[TestClass]
public sealed class ReplayBuildsTests
{
    [TestMethod]
    [Timeout(60_000)]
    [DataRow(1)]
    [DataRow(200)]
    [DataRow(512)]
    [DataRow(700)]
    [DataRow(511)]
    [DataRow(513)]
    public async Task Whether_every_tick_is_built_or_few_the_files_are_the_same(int ticks)
    {
        string every = await ReplayAsync(ticks, paced: true);
        string few = await ReplayAsync(ticks, paced: false);
        Assert.AreEqual(every, few);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Fewer_payloads_are_made_when_nobody_watches()
    {
        using var folder = new TemporaryFolder();
        await using Engine engine = await RunAsync(folder, 300, paced: false);
        SurfaceCounters nav = engine.State.Counters.Single(c => c.File == "nav.json");
        Assert.IsLessThan(10, nav.Writes + nav.Replaced, "300 ticks");
        Assert.AreEqual(300, engine.Publish.Published);
    }

    private static async Task<string> ReplayAsync(int ticks, bool paced)
    {
        using var folder = new TemporaryFolder();
        await (await RunAsync(folder, ticks, paced)).DisposeAsync();
        return OutputDigest.Of(folder.Path);
    }

    private static async Task<Engine> RunAsync(TemporaryFolder folder, int ticks, bool paced)
    {
        var clock = new FeedClock();
        Engine engine = Engine.Create(SettingsOf.Replay(folder.Path) with { Orders = OrderMode.Paper, Paced = paced }, clock, _ => { });
        using var feed = new DemoFeed(new DemoMarket(new DemoOptions { StartTs = 1764000000 }));
        EngineReport report = await engine.RunAsync(feed, null, () => engine.Pump.Ticks < ticks, CancellationToken.None);
        Assert.IsTrue(report.Complete);
        return engine;
    }
}
