using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Adapters.Firestore.Mirror;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Adapters.Firestore;

[TestClass]
public class FirestoreFaultTests
{
    /// <summary>Long enough for a busy machine to answer, short enough to wait for.</summary>
    private const double HangSeconds = 1;

    private static FirestoreOptions Short => new() { ProjectId = MirrorDesk.Project, FirstDelaySeconds = 0.001, RequestSeconds = 20, OperationSeconds = 60, BreakSeconds = 0 };

    [TestMethod, Timeout(60_000)]
    [DataRow("Unavailable503")]
    [DataRow("Quota429")]
    [DataRow("Torn")]
    [DataRow("Dropped")]
    [DataRow("WrongJson")]
    [DataRow("Hang")]
    public async Task A_passing_fault_is_repeated_within_the_cycle(string fault)
    {
        using var stub = new StubFirestore();
        StubFault kind = Enum.Parse<StubFault>(fault);
        using var desk = new MirrorDesk(stub.Address, kind == StubFault.Hang ? Short with { RequestSeconds = HangSeconds } : Short);
        Assert.IsNull(await desk.Client.GetAsync("hedge/dev", null, CancellationToken.None), "the connection is warm");
        stub.Next(kind, kind);
        MirrorCycle cycle = await desk.CycleAsync();
        Assert.IsTrue(cycle.Ok, cycle.Message);
        Assert.HasCount(18, cycle.Written);
        Assert.HasCount(18, stub.Documents);
        Assert.HasCount(4, stub.Requests);
        Assert.AreEqual(2, desk.Log.Count(line => line.StartsWith("warning: remote attempt", StringComparison.Ordinal)));
        Assert.IsEmpty((await desk.CycleAsync(MirrorDesk.Start + 20)).Written);
    }

    [TestMethod, Timeout(60_000)]
    [DataRow("Unavailable503", 5, "unavailable")]
    [DataRow("Hang", 5, "unavailable")]
    [DataRow("Quota429", 5, "quota")]
    [DataRow("Forbidden403", 1, "permission")]
    [DataRow("Unauthorized401", 1, "credentials")]
    [DataRow("Redirect302", 1, "unexpected")]
    public async Task A_lasting_fault_ends_the_cycle_after_its_attempts_and_names_itself(string fault, int attempts, string word)
    {
        StubFault kind = Enum.Parse<StubFault>(fault);
        using var stub = new StubFirestore { Standing = kind };
        using var desk = new MirrorDesk(stub.Address, kind == StubFault.Hang ? Short with { RequestSeconds = HangSeconds } : Short);
        MirrorCycle cycle = await desk.CycleAsync();
        Assert.IsFalse(cycle.Ok);
        Assert.AreEqual(word, cycle.Error);
        Assert.HasCount(attempts, stub.Requests);
        Assert.IsTrue(desk.Log[^1].StartsWith("error: remote mirror", StringComparison.Ordinal));
        stub.Standing = StubFault.None;
        desk.WriteNav(8000.5);
        Assert.HasCount(18, (await desk.CycleAsync(MirrorDesk.Start + 20)).Written, "one cycle after the outage");
    }

    [TestMethod, Timeout(60_000)]
    public async Task A_commit_whose_answer_was_lost_is_sent_again_even_when_the_state_turned_back()
    {
        using var stub = new StubFirestore();
        using var desk = new MirrorDesk(stub.Address, Short with { Attempts = 1 });
        Assert.IsTrue((await desk.CycleAsync()).Ok);
        desk.WriteNav(5000);
        stub.Next(StubFault.None, StubFault.Torn);
        Assert.IsFalse((await desk.CycleAsync(MirrorDesk.Start + 20)).Ok);
        desk.WriteNav(10000.25);
        MirrorCycle back = await desk.CycleAsync(MirrorDesk.Start + 40);
        CollectionAssert.AreEquivalent(new[] { "hedge/dev/state/nav", "hedge/dev/risk/peak_state" }, back.Written.ToArray());
        Assert.AreEqual(10000.25, (await desk.Client.GetAsync("hedge/dev/state/nav", ["nav"], CancellationToken.None))!.Fields["nav"]!.GetValue<double>());
    }

    [TestMethod, Timeout(60_000)]
    public async Task Another_hand_at_the_remote_makes_everything_be_sent_again()
    {
        using var stub = new StubFirestore();
        using var desk = new MirrorDesk(stub.Address, Short);
        Assert.IsTrue((await desk.CycleAsync()).Ok);
        Assert.IsTrue((await desk.CycleAsync(mirror: desk.NewMirror())).Ok);
        MirrorCycle cycle = await desk.CycleAsync(MirrorDesk.Start + 20);
        Assert.IsTrue(cycle.Resynchronised);
        Assert.HasCount(18, cycle.Written);
    }

    [TestMethod, Timeout(60_000)]
    public async Task A_remote_that_is_down_is_asked_once_per_pause()
    {
        var time = new ManualTimeProvider();
        using var stub = new StubFirestore { Standing = StubFault.Unavailable503 };
        using var desk = new MirrorDesk(stub.Address, Short with { FirstDelaySeconds = 0, BreakSeconds = 10, RequestSeconds = 20 }, time);
        Assert.IsFalse((await desk.CycleAsync()).Ok);
        Assert.HasCount(5, stub.Requests);
        for (int cycle = 1; cycle <= 3; cycle++)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            Assert.AreEqual("unavailable", (await desk.CycleAsync(MirrorDesk.Start + 20 * cycle)).Error);
            Assert.HasCount(5 + cycle, stub.Requests);
        }

        stub.Standing = StubFault.None;
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.HasCount(18, (await desk.CycleAsync(MirrorDesk.Start + 80)).Written);
    }

    [TestMethod, Timeout(60_000)]
    public async Task Unchanged_documents_are_refreshed_after_five_minutes_and_heartbeats_after_one()
    {
        using var stub = new StubFirestore();
        using var desk = new MirrorDesk(stub.Address, Short);
        Assert.HasCount(18, (await desk.CycleAsync()).Written);
        Assert.IsEmpty((await desk.CycleAsync(MirrorDesk.Start + 59)).Written);
        CollectionAssert.AreEquivalent(new[] { "hedge/dev/telemetry/health", "hedge/dev/health/sync_state" }, (await desk.CycleAsync(MirrorDesk.Start + 60)).Written.ToArray());
        Assert.HasCount(2, (await desk.CycleAsync(MirrorDesk.Start + 299)).Written);
        Assert.HasCount(16, (await desk.CycleAsync(MirrorDesk.Start + 300)).Written);
    }

    [TestMethod, Timeout(60_000)]
    public async Task Absent_and_broken_files_leave_the_last_good_copy()
    {
        using var stub = new StubFirestore();
        using var desk = new MirrorDesk(stub.Address, Short);
        Assert.IsTrue((await desk.CycleAsync()).Ok);
        File.Delete(desk.Folder["nav_state.json"]);
        desk.Write("risk_snapshot", """{"risk":""");
        desk.Write("kpis_v7", "");
        desk.Write("positions", "[]");
        MirrorCycle cycle = await desk.CycleAsync(MirrorDesk.Start + 20);
        Assert.IsTrue(cycle.Ok);
        Assert.IsEmpty(cycle.Written);
        Assert.HasCount(18, stub.Documents);
    }

    [TestMethod, Timeout(60_000)]
    public async Task A_series_is_halved_until_it_fits_and_a_document_that_never_fits_is_skipped_with_one_warning()
    {
        using var stub = new StubFirestore();
        using var desk = new MirrorDesk(stub.Address, Short);
        desk.Write("nav_state", $$"""{"nav":1,"series":[{{string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"t":{{i}}}"""))}}]}""");
        desk.Write("synced_state", $$"""{"text":"{{new string('x', 2000)}}"}""");
        FirestoreMirror small = desk.NewMirror(largest: 700);
        Assert.IsTrue((await desk.CycleAsync(mirror: small)).Ok);
        Assert.IsTrue((await desk.CycleAsync(MirrorDesk.Start + 20, mirror: small)).Ok);
        RemoteDocument nav = (await desk.Client.GetAsync("hedge/dev/state/nav", null, CancellationToken.None))!;
        Assert.HasCount(50, nav.Fields["series"]!.AsArray());
        Assert.AreEqual(99, nav.Fields["series"]![49]!["t"]!.GetValue<long>());
        Assert.IsNull(await desk.Client.GetAsync("hedge/dev/state/synced_state", null, CancellationToken.None));
        Assert.AreEqual(1, desk.Log.Count(line => line.Contains("synced_state", StringComparison.Ordinal)));
    }
}
