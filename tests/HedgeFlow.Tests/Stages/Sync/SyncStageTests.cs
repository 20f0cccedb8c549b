using System.Text.Json.Nodes;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Sync;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Sync;

[TestClass]
public sealed class SyncStageTests
{
    private const double Now = 1764000000;

    private readonly SyncHealth _health = new();
    private readonly List<string> _log = [];
    private double _navTime = Now;
    private bool _diskFails;
    private bool _readerThrows;

    private SyncStage Stage() => new(
        new LocalMirror(Read), _ => !_diskFails, _health, new ProcessHeartbeat(ProcessHeartbeat.Sync, "run"), _log.Add);

    private SurfaceContent? Read(string file) => file switch
    {
        _ when _readerThrows => throw new InvalidOperationException("no"),
        "nav.json" => SurfaceContent.Of(new JsonObject { ["nav"] = 1.0, ["updated_ts"] = _navTime }),
        "risk_snapshot.json" => SurfaceContent.Of(new JsonObject { ["a"] = 1 }),
        _ => null,
    };

    [TestMethod]
    public void A_disk_that_fails_costs_the_cycle_and_shows_in_the_heartbeat_after_five()
    {
        SyncStage stage = Stage();
        Assert.AreEqual("", Beat(stage, 0));
        _diskFails = true;
        for (int cycle = 1; cycle <= 4; cycle++)
        {
            stage.Process(new SyncCycle(Now + cycle));
        }

        Assert.AreEqual("degraded write_failed", Beat(stage, 60));
        Assert.AreEqual(5, stage.Counters.Failed);
        Assert.AreEqual(5, _health.Local.Failures);

        _diskFails = false;
        Assert.AreEqual("", Beat(stage, 120), "one good cycle ends it");
        Assert.AreEqual(2, stage.Counters.Copied);
        Assert.AreEqual(5, _health.Failures, "what happened stays counted");
    }

    [TestMethod]
    public void What_the_remote_refuses_is_named_in_the_heartbeat_at_once()
    {
        SyncStage stage = Stage();
        _health.NoteRemote("quota", Now);
        Assert.AreEqual(" quota", Beat(stage, 0));
        for (int i = 0; i < 4; i++)
        {
            _health.NoteRemote("permission", Now);
        }

        Assert.AreEqual("degraded permission", Beat(stage, 60));
    }

    [TestMethod]
    public void A_reader_that_throws_is_a_failed_cycle_and_nothing_more()
    {
        SyncStage stage = Stage();
        _readerThrows = true;
        SyncCycle cycle = stage.Process(new SyncCycle(Now));
        Assert.AreEqual(MirrorStep.Failed, cycle.Local);
        Assert.AreEqual("fault", _health.Error);
    }

    [TestMethod]
    public void What_is_wrong_with_an_input_is_said_once_and_counted_each_time()
    {
        SyncStage stage = Stage();
        _navTime = Now + 9999;
        stage.Process(new SyncCycle(Now));
        stage.Process(new SyncCycle(Now + 20));
        _navTime = Now + 40;
        stage.Process(new SyncCycle(Now + 40));

        Assert.HasCount(2, _log);
        StringAssert.Contains(_log[0], "nav.json: rejected");
        Assert.AreEqual(2, stage.Counters.Skipped["nav.json: rejected"]);
        Assert.AreEqual(3, stage.Counters.Cycles);
    }

    /// <summary>Status and error of the heartbeat that is due.</summary>
    private static string Beat(SyncStage stage, double after)
    {
        SyncCycle cycle = stage.Process(new SyncCycle(Now + after));
        JsonObject line = cycle.Lines[0].Payload;
        Assert.AreEqual("sync_state", (string?)line["service"]);
        string error = (string?)line["error"] is { } word ? " " + word : "";
        return ((string?)line["status"] ?? "") + error;
    }
}
