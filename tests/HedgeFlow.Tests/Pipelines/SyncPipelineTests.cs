using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Dataflow;
using HedgeFlow.Pipelines;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Sync;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Pipelines;

[TestClass]
public sealed class SyncPipelineTests
{
    private const double Start = 1764000000;

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_remote_that_hangs_for_the_whole_run_holds_back_no_local_cycle()
    {
        using var folder = new TemporaryFolder();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stage = Stage(folder, new SyncHealth());
        var stages = new SyncStages
        {
            Mirror = stage.Process,
            Push = async (_, stop) =>
            {
                entered.TrySetResult();
                await Task.Delay(Timeout.Infinite, stop);
            },
            Append = static _ => { },
        };
        await using Pipeline<SyncCycle> pipeline = SyncPipeline.Build(stages, PipelineOptions.Default);
        pipeline.Start();
        for (int cycle = 0; cycle < 100; cycle++)
        {
            double now = Start + 20 * cycle;
            WriteNav(folder, now);
            Assert.IsTrue(await pipeline.OfferAsync(new SyncCycle(now + 1)));
            Assert.AreEqual(now, Mirrored(folder), "the copy is there when the cycle is over");
        }

        await entered.Task;
        Assert.AreEqual(100, stage.Counters.Copied);
        Assert.IsFalse(await pipeline.DrainAsync(TimeSpan.Zero), "the remote never came back");
        await pipeline.DisposeAsync();
        StageCounts remote = pipeline.Report().Stages.Single(counts => counts.Stage == "remote");
        Assert.AreEqual(100, remote.In);
        Assert.IsGreaterThanOrEqualTo(98, remote.Replaced + remote.Dropped, "all but the one that hangs were replaced or given up");
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_remote_that_throws_costs_nothing_but_its_own_cycle()
    {
        using var folder = new TemporaryFolder();
        var faults = new List<string>();
        int pushes = 0;
        var stage = Stage(folder, new SyncHealth());
        var stages = new SyncStages
        {
            Mirror = stage.Process,
            Push = (_, _) => ++pushes == 1 ? throw new InvalidOperationException("no") : ValueTask.CompletedTask,
            Append = static _ => { },
        };
        await using Pipeline<SyncCycle> pipeline = SyncPipeline.Build(stages, PipelineOptions.Default with { OnFault = fault => faults.Add(fault.Stage) });
        pipeline.Start();
        WriteNav(folder, Start);
        await pipeline.OfferAsync(new SyncCycle(Start));
        Eventually.Holds(() => Volatile.Read(ref pushes) == 1, "the first push");
        WriteNav(folder, Start + 20);
        await pipeline.OfferAsync(new SyncCycle(Start + 20));
        Assert.IsTrue(await pipeline.DrainAsync(TimeSpan.FromSeconds(20)));

        Assert.AreEqual(2, pushes, "the last cycle reaches the remote before the end");
        CollectionAssert.AreEqual(new[] { "remote" }, faults);
        Assert.AreEqual(Start + 20, Mirrored(folder));
    }

    private static SyncStage Stage(TemporaryFolder folder, SyncHealth health)
    {
        var file = new AtomicFile(folder["nav_state.json"]);
        return new SyncStage(
            new LocalMirror(new StateFolderReader(folder.Path).Read),
            document => file.Write(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString())),
            health,
            new ProcessHeartbeat(ProcessHeartbeat.Sync, "run"),
            static _ => { });
    }

    private static void WriteNav(TemporaryFolder folder, double time) =>
        File.WriteAllText(folder["nav.json"], string.Create(CultureInfo.InvariantCulture, $$"""{"nav":1000,"updated_ts":{{time}}}"""));

    private static double? Mirrored(TemporaryFolder folder) =>
        Coerce.Number(((JsonObject)JsonNodes.Parse(File.ReadAllBytes(folder["nav_state.json"]))!)["updated_ts"]);
}
