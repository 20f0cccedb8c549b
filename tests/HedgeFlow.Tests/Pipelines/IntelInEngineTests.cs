using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Pipelines;

/// <summary>The intel stage in the whole live graph: it delays nobody, and what it suggests reaches the orders in memory.</summary>
[TestClass]
public sealed class IntelInEngineTests
{
    private static readonly Dictionary<string, string> AllOn = new()
    {
        ["INTEL_V6_ENABLED"] = "1",
        ["ROUTER_AUTOTUNE_V6_ENABLED"] = "1",
        ["FEEDBACK_ALLOCATOR_V6_ENABLED"] = "1",
        ["INTEL_V6_REFRESH_INTERVAL_S"] = "0",
        ["ROUTER_AUTOTUNE_V6_REFRESH_INTERVAL_S"] = "0",
        ["FEEDBACK_ALLOCATOR_V6_REFRESH_INTERVAL_S"] = "0",
    };

    [TestMethod]
    [Timeout(120_000)]
    public async Task A_run_that_takes_for_ever_delays_neither_nav_nor_positions()
    {
        using var folder = new TemporaryFolder();
        using var gate = new Gate(open: false);
        await using Engine engine = Engine.Create(Settings(folder, AllOn), null, _ => { }, intelStep: new GatedStep(gate));
        engine.Pipeline.Start();
        using DemoFeed feed = Market();
        Run(engine, feed, 1);
        gate.WaitUntilReached();
        string expectancy = "";
        for (int tick = 0; tick < 20; tick++)
        {
            double before = TimeProvider.System.EpochSeconds();
            Run(engine, feed, 1);
            Eventually.Holds(
                () => Written(folder, "nav.json") >= before && Written(folder, "positions_state.json") >= before,
                "nav and positions of every tick are published while the run stands still");
            expectancy = tick == 5 ? Text(folder) : expectancy;
        }

        Assert.AreEqual(expectancy, Text(folder), "the run is still under way");
        gate.Open();
        Eventually.Holds(
            () =>
            {
                Run(engine, feed, 1);
                return Text(folder) is { Length: > 0 } written && written != expectancy;
            },
            "the run's surfaces go out with a frame after it is done");
        EngineReport report = await engine.FinishAsync(feed.Counters);
        Assert.IsNull(report.Pipeline.Fault);
    }

    private static EngineSettings Settings(TemporaryFolder folder, Dictionary<string, string> variables)
    {
        var environment = new EnvironmentReader(variables);
        return SettingsOf.Live(folder.Path) with
        {
            Environment = environment,
            Flags = V6Flags.FromEnvironment(environment.Text),
            Intervals = Intervals.From(environment),
        };
    }

    private static DemoFeed Market() => new(new DemoMarket(new DemoOptions { StartTs = TimeProvider.System.EpochSeconds(), TickInterval = 0.2 }));

    private static void Run(Engine engine, DemoFeed feed, int ticks)
    {
        long end = engine.Pump.Ticks + ticks;
        while (engine.Pump.Ticks < end && feed.TryRead(engine.Pump, CancellationToken.None))
        {
        }
    }

    private static string Text(TemporaryFolder folder) =>
        File.Exists(folder["state/expectancy_v6.json"]) ? File.ReadAllText(folder["state/expectancy_v6.json"]) : "";

    private static double Written(TemporaryFolder folder, string file) =>
        File.Exists(folder["state/" + file]) && JsonNodes.TryParse(File.ReadAllText(folder["state/" + file]), out _) is JsonObject document
            ? Coerce.Number(document["updated_ts"]) ?? 0
            : 0;

    private static IEnumerable<JsonObject> Rows(string path) =>
        File.Exists(path) ? File.ReadLines(path).Select(line => JsonNodes.TryParse(line, out _)).OfType<JsonObject>() : [];

    private sealed class GatedStep(Gate gate) : IIntelStep
    {
        public string Name => "gated";

        public void Observe(OrderFact fact)
        {
        }

        public Action<IntelPass> Prepare(double now) => _ => gate.Pass();
    }
}
