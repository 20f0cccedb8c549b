using HedgeFlow.Domain;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Tests.Feed;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Composition;

/// <summary>What stands between a live source and the graph: the test intent, the end of the last tick, the checks of the first one.</summary>
[TestClass]
public sealed class ExecutorSinkTests
{
    private readonly List<string> _lines = [];
    private readonly CollectingSink _taken = new();

    [TestMethod]
    public void In_a_dry_run_the_test_intent_follows_every_snapshot()
    {
        var sink = new IntentTestSink(_taken, new DryRunSwitch(true), _lines.Add);
        sink.OnSnapshot(Snapshot(10));
        sink.OnSnapshot(Snapshot(11));
        CollectionAssert.AreEqual(new[] { "snapshot@10", "intent@10", "snapshot@11", "intent@11" }, _taken.Order);
        OrderFact intent = _taken.Facts[0];
        Assert.AreEqual("BTCUSDT", intent.Symbol);
        Assert.AreEqual("BUY", Coerce.Text(intent.Payload["signal"]));
        Assert.AreEqual("LONG", Coerce.Text(intent.Payload["positionSide"]));
        Assert.AreEqual(120.0, Coerce.Number(intent.Payload["capital_per_trade"]));
        Assert.AreEqual(1.0, Coerce.Number(intent.Payload["leverage"]));
        Assert.IsEmpty(_lines);
    }

    [TestMethod]
    public void Out_of_a_dry_run_the_test_intent_is_ignored_with_one_warning()
    {
        var dryRun = new DryRunSwitch(false);
        var sink = new IntentTestSink(_taken, dryRun, _lines.Add);
        sink.OnSnapshot(Snapshot(10));
        sink.OnSnapshot(Snapshot(11));
        Assert.IsEmpty(_taken.Facts);
        Assert.HasCount(1, _lines);
        StringAssert.Contains(_lines[0], "INTENT_TEST");
        dryRun.On = true;
        sink.OnSnapshot(Snapshot(12));
        Assert.HasCount(1, _taken.Facts, "the run is dry again");
    }

    [TestMethod]
    public void A_tick_ends_with_the_next_snapshot_which_is_not_taken()
    {
        int last = 0;
        var sink = new LastTickSink(_taken, 1, () => last++);
        var intent = new OrderFact(FeedKind.Intent, 10, "BTCUSDT", []);
        sink.OnSnapshot(Snapshot(10));
        sink.OnFact(intent);
        Assert.IsFalse(sink.Done);
        sink.OnSnapshot(Snapshot(11));
        Assert.IsTrue(sink.Done);
        sink.OnFact(intent);
        CollectionAssert.AreEqual(new[] { "snapshot@10", "intent@10" }, _taken.Order);
        Assert.AreEqual(1, last);
    }

    [TestMethod]
    [DataRow(false, false, false, true, false, 1, true)]
    [DataRow(false, false, false, true, false, 0, false, DisplayName = "flat")]
    [DataRow(true, false, false, true, false, 1, false, DisplayName = "once-mode")]
    [DataRow(false, true, false, true, false, 1, false, DisplayName = "dry run")]
    [DataRow(false, false, true, true, false, 1, false, DisplayName = "replay")]
    [DataRow(false, false, false, false, false, 1, false, DisplayName = "no credentials")]
    [DataRow(false, false, false, true, true, 1, false, DisplayName = "ALLOW_OPEN_POSITIONS")]
    public void Open_positions_matter_to_a_live_start_with_credentials_only(bool once, bool dryRun, bool replay, bool credentials, bool allowed, int open, bool expected) =>
        Assert.AreEqual(expected, new OpenPositionRule { Once = once, DryRun = dryRun, Replay = replay, Credentials = credentials, Allowed = allowed }.Applies(open));

    [TestMethod]
    [DataRow("0", true)]
    [DataRow("1", false)]
    public void Open_positions_and_one_way_mode_are_told_once_and_keep_nothing_back(string allowed, bool told)
    {
        using var folder = new TemporaryFolder();
        EngineSettings settings = SettingsOf.Live(folder.Path) with
        {
            DryRun = false,
            Environment = new EnvironmentReader(new Dictionary<string, string> { ["BINANCE_API_KEY"] = "key-of-a-test", ["BINANCE_API_SECRET"] = "secret-of-a-test", ["ALLOW_OPEN_POSITIONS"] = allowed }),
        };
        var sink = new FirstSnapshotSink(_taken, settings, _lines.Add);
        for (int i = 0; i < 3; i++)
        {
            ExchangeSnapshot snapshot = Snapshot(10 + i);
            snapshot.DualSide = false;
            snapshot.Positions.Add(new RawPosition { Symbol = "BTCUSDT", Qty = 0.5 });
            sink.OnSnapshot(snapshot);
        }

        Assert.HasCount(3, _taken.Seqs);
        Assert.AreEqual(1, _lines.Count(line => line.Contains("one-way", StringComparison.Ordinal)));
        Assert.AreEqual(told ? 1 : 0, _lines.Count(line => line.Contains("1 open position:", StringComparison.Ordinal)));
    }

    private static ExchangeSnapshot Snapshot(double ts) => new() { Seq = (long)ts, Ts = ts, Source = "live" };
}
