using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Storage;

[TestClass]
public sealed class StatePublisherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly FaultingFileSystem _files = new(PhysicalFileSystem.Instance);

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    [DataRow(true)]
    [DataRow(false)]
    public void What_was_published_is_on_disk_after_a_flush(bool synchronous)
    {
        using StatePublisher publisher = Publisher(synchronous);
        publisher.Publish(Payload("a.json", 1));
        publisher.Publish(Payload("b.json", 2));
        publisher.Publish(Payload("a.json", 3));
        Assert.IsTrue(publisher.Flush(Patience));
        Assert.AreEqual("""{"v":3}""", Content("a.json"));
        Assert.AreEqual("""{"v":2}""", Content("b.json"));
        Assert.AreEqual("a.json,b.json", string.Join(',', publisher.Counters.Select(c => c.File)));
    }

    [TestMethod]
    public void In_replay_every_due_write_reaches_the_disk_before_publish_returns()
    {
        using StatePublisher publisher = Publisher(synchronous: true);
        for (int i = 1; i <= 10; i++)
        {
            publisher.Publish(Payload("a.json", i));
            Assert.AreEqual($$"""{"v":{{i}}}""", Content("a.json"));
        }

        SurfaceCounters counters = publisher.Counters.Single();
        Assert.AreEqual(10, counters.Writes);
        Assert.AreEqual(0, counters.Replaced);
    }

    [TestMethod]
    public void Spaced_writes_of_a_replay_leave_the_newest_payload_when_flushed_and_skip_those_between()
    {
        using var publisher = new StatePublisher(_folder.Path, new StatePublisherOptions { Synchronous = true, Spacing = TimeSpan.FromHours(1) });
        for (int i = 1; i <= 10; i++)
        {
            publisher.Publish(Payload("a.json", i));
            publisher.Publish(Payload("b.json", -i));
        }

        Assert.IsFalse(File.Exists(_folder["a.json"]));
        Assert.IsTrue(publisher.Flush(Patience));
        Assert.AreEqual("""{"v":10}""", Content("a.json"));
        Assert.AreEqual("""{"v":-10}""", Content("b.json"));
        Assert.IsTrue(publisher.Counters.All(c => c is { Writes: 1, Replaced: 9 }));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void A_payload_may_change_once_it_was_handed_over()
    {
        using var gate = new ManualResetEventSlim();
        _files.Before = call =>
        {
            if (call == "Write")
            {
                gate.Wait();
            }
        };
        using StatePublisher publisher = Publisher(synchronous: false);
        var document = new JsonObject { ["v"] = 1 };
        publisher.Publish(new DocumentSurface("a", "a.json").With(document));
        document["v"] = 2;
        gate.Set();
        Assert.IsTrue(publisher.Flush(Patience));
        Assert.AreEqual("""{"v":1}""", Content("a.json"));
    }

    [TestMethod]
    public void Spaced_writes_of_a_replay_happen_between_two_ticks()
    {
        using var publisher = new StatePublisher(_folder.Path, new StatePublisherOptions { Synchronous = true, Spacing = TimeSpan.FromTicks(1) });
        publisher.Publish(Payload("a.json", 1));
        Assert.IsFalse(File.Exists(_folder["a.json"]));
        publisher.EndTick();
        Assert.AreEqual("""{"v":1}""", Content("a.json"));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void While_the_disk_stalls_publishing_goes_on_and_only_the_newest_payload_is_written()
    {
        using var gate = new ManualResetEventSlim();
        using var stalled = new ManualResetEventSlim();
        _files.Before = call =>
        {
            if (call == "Write")
            {
                stalled.Set();
                gate.Wait();
            }
        };
        using StatePublisher publisher = Publisher(synchronous: false);
        publisher.Publish(Payload("a.json", 0));
        Assert.IsTrue(stalled.Wait(Patience));
        for (int i = 1; i <= 1000; i++)
        {
            publisher.Publish(Payload("a.json", i));
            publisher.Publish(Payload("b.json", i));
        }

        Assert.IsFalse(publisher.Flush(TimeSpan.FromMilliseconds(20)), "the disk still stalls");
        gate.Set();
        Assert.IsTrue(publisher.Flush(Patience));
        Assert.AreEqual("""{"v":1000}""", Content("a.json"));
        Assert.AreEqual("""{"v":1000}""", Content("b.json"));
        IReadOnlyList<SurfaceCounters> counters = publisher.Counters;
        Assert.AreEqual((2, 999L), (counters[0].Writes, counters[0].Replaced));
        Assert.AreEqual((1, 999L), (counters[1].Writes, counters[1].Replaced));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    [DataRow(true)]
    [DataRow(false)]
    public void A_surface_that_cannot_be_serialised_leaves_its_file_and_stops_no_other(bool synchronous)
    {
        var log = new List<string>();
        using StatePublisher publisher = Publisher(synchronous, log.Add);
        publisher.Publish(Payload("a.json", 1));
        publisher.Flush(Patience);
        publisher.Publish(new BrokenSurface("a.json").With());
        publisher.Publish(Payload("b.json", 2));
        Assert.IsTrue(publisher.Flush(Patience));
        Assert.AreEqual("""{"v":1}""", Content("a.json"));
        Assert.AreEqual("""{"v":2}""", Content("b.json"));
        Assert.AreEqual(1, publisher.Counters[0].Failures);
        Assert.AreEqual("a.json: not serialised: broken on purpose", log.Single());
        publisher.Publish(Payload("a.json", 3));
        publisher.Flush(Patience);
        Assert.AreEqual("""{"v":3}""", Content("a.json"));
        Assert.IsNull(publisher.Counters[0].LastError);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void A_surface_whose_write_failed_is_written_again_without_a_newer_payload()
    {
        _files.KeepFailing = true;
        using StatePublisher publisher = Publisher(synchronous: false, retry: TimeSpan.FromMilliseconds(5));
        publisher.Flush(Patience);
        _files.Arm(1);
        publisher.Publish(Payload("rare.json", 1));
        publisher.Flush(Patience);
        Assert.IsGreaterThan(0, publisher.Counters.Single().Failures);
        Assert.IsFalse(File.Exists(_folder["rare.json"]));
        _files.Arm(0);
        Assert.IsTrue(SpinWait.SpinUntil(() => publisher.Counters.Single().Writes == 1, Patience));
        Assert.AreEqual("""{"v":1}""", Content("rare.json"));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void A_disk_that_never_answers_does_not_keep_the_process()
    {
        using var gate = new ManualResetEventSlim();
        _files.Before = call =>
        {
            if (call == "Write")
            {
                gate.Wait();
            }
        };
        var log = new List<string>();
        var publisher = new StatePublisher(
            _folder.Path, new StatePublisherOptions { FileSystem = _files, Log = log.Add, DrainTimeout = TimeSpan.FromMilliseconds(30) });
        publisher.Publish(Payload("a.json", 1));
        publisher.Dispose();
        Assert.HasCount(1, log);
        publisher.Publish(Payload("a.json", 2));
        Assert.IsFalse(publisher.Flush(), "ended with a payload on its way");
        gate.Set();
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void Disposed_it_has_written_everything()
    {
        StatePublisher publisher = Publisher(synchronous: false);
        for (int i = 0; i < 50; i++)
        {
            publisher.Publish(Payload($"s{i:00}.json", i));
        }

        publisher.Dispose();
        publisher.Dispose();
        Assert.HasCount(50, _folder.Files);
        Assert.IsFalse(Array.Exists(_folder.Files, name => name.EndsWith(".tmp", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Secrets_do_not_reach_a_state_file()
    {
        using var publisher = new StatePublisher(
            _folder.Path, new StatePublisherOptions { Synchronous = true, Redactor = new Redactor(["hunter2hunter2"]) });
        var document = new JsonObject { ["note"] = "uses hunter2hunter2 today", ["api_key"] = "abc", ["n"] = 1.5 };
        publisher.Publish(new DocumentSurface("a", "a.json").With(document));
        Assert.AreEqual("""{"note":"uses [redacted] today","api_key":"[redacted]","n":1.5}""", Content("a.json"));
    }

    [TestMethod]
    public void Left_over_incomplete_writes_are_removed_when_it_starts()
    {
        File.WriteAllText(_folder["nav.json.77.1.tmp"], "{");
        File.SetLastWriteTimeUtc(_folder["nav.json.77.1.tmp"], DateTime.UnixEpoch);
        using StatePublisher publisher = Publisher(synchronous: true);
        Assert.IsEmpty(_folder.Files);
    }

    private static SurfaceWrite Payload(string file, int value) => new DocumentSurface(file, file).With(new JsonObject { ["v"] = value });

    private StatePublisher Publisher(bool synchronous, Action<string>? log = null, TimeSpan? retry = null) => new(
        _folder.Path,
        new StatePublisherOptions
        {
            Synchronous = synchronous,
            FileSystem = _files,
            Log = log,
            RetryDelay = retry ?? TimeSpan.FromHours(1),
        });

    private string Content(string name) => File.ReadAllText(_folder[name]);

    private sealed class BrokenSurface(string file) : StateSurface(file, file)
    {
        public override void Write(Utf8JsonWriter writer, object payload)
        {
            writer.WriteStartObject();
            writer.WriteString("half", "written");
            throw new InvalidOperationException("broken on purpose");
        }

        public SurfaceWrite With() => new(this, new object());
    }
}
