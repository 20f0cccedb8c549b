using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Adapters.Firestore.Mirror;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Adapters.Firestore;

[TestClass]
public class FirestoreEmulatorTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod, Timeout(180_000)]
    public async Task The_document_table_arrives_with_equal_values_and_survives_an_emptied_remote()
    {
        using FirestoreEmulator emulator = FirestoreEmulator.Start();
        using var desk = new MirrorDesk(emulator.Host);

        MirrorCycle first = await desk.CycleAsync();
        Assert.IsTrue(first.Ok, first.Message);
        Assert.HasCount(18, first.Written);
        await AssertEqualAsync(desk, MirrorDesk.Start);
        JsonObject sync = (await GetAsync(desk, "hedge/dev/state/sync_state")).Fields;
        Equal("""{"synced_at":1764000000,"ok":true,"fail_count":0,"last_success_ts":1764000000,"engine_version":"7.6.0"}""", sync);
        Equal("""{"ts":1764000000,"env":"dev","service":"sync_state","status":"ok","error_count":0,"last_success_ts":1764000000}""", (await GetAsync(desk, "hedge/dev/health/sync_state")).Fields);
        JsonObject health = (await GetAsync(desk, "hedge/dev/telemetry/health")).Fields;
        Assert.AreEqual("ok", health["sync_state"]!["status"]!.GetValue<string>());

        // Only the times changed: nothing is written.
        string[] before = await UpdateTimesAsync(desk);
        desk.WriteNav(10000.25, MirrorDesk.Start + 20);
        MirrorCycle second = await desk.CycleAsync(MirrorDesk.Start + 20);
        Assert.IsTrue(second.Ok);
        Assert.IsEmpty(second.Written);
        CollectionAssert.AreEqual(before, await UpdateTimesAsync(desk));

        // A field that a legacy program left stays, a changed value arrives.
        await desk.Client.CommitAsync([new DocumentWrite("hedge/dev/state/nav", new JsonObject { ["left_by_others"] = 7 }, Merge: true)], CancellationToken.None);
        desk.WriteNav(9999.5, MirrorDesk.Start + 40);
        MirrorCycle third = await desk.CycleAsync(MirrorDesk.Start + 40);
        CollectionAssert.AreEquivalent(new[] { "hedge/dev/state/nav", "hedge/dev/risk/peak_state" }, third.Written.ToArray());
        JsonObject nav = (await GetAsync(desk, "hedge/dev/state/nav")).Fields;
        Assert.AreEqual(9999.5, nav["nav"]!.GetValue<double>());
        Assert.AreEqual(7, nav["left_by_others"]!.GetValue<long>());

        // Killed, changed meanwhile, restarted empty: one cycle brings everything back.
        emulator.Kill();
        desk.WriteNav(9000, MirrorDesk.Start + 60);
        MirrorCycle dead = await desk.CycleAsync(MirrorDesk.Start + 60);
        Assert.IsFalse(dead.Ok);
        Assert.AreEqual("unavailable", dead.Error);
        emulator.StartAgain();
        MirrorCycle back = await desk.CycleAsync(MirrorDesk.Start + 80);
        Assert.IsTrue(back.Ok, back.Message);
        Assert.IsTrue(back.Resynchronised);
        Assert.HasCount(18, back.Written);
        await AssertEqualAsync(desk, MirrorDesk.Start + 80);
        TestContext.WriteLine($"writes {desk.Mirror.Usage.Writes}, reads {desk.Mirror.Usage.Reads}");
    }

    [TestMethod, Timeout(180_000)]
    public async Task Killed_while_commits_run_the_remote_ends_equal_without_duplicates()
    {
        using FirestoreEmulator emulator = FirestoreEmulator.Start();
        using var desk = new MirrorDesk(emulator.Host);
        Assert.IsTrue((await desk.CycleAsync()).Ok);
        double now = MirrorDesk.Start;
        Task<int> cycles = Task.Run(async () =>
        {
            int good = 0;
            for (int i = 1; ; i++)
            {
                now = MirrorDesk.Start + 20 * i;
                desk.WriteNav(10000 + i, now);
                if (!(await desk.CycleAsync(now)).Ok)
                {
                    return good;
                }

                good++;
            }
        });
        Eventually.Holds(() => desk.Mirror.Usage.Writes > 60, "several commits");
        emulator.Kill();
        Assert.IsGreaterThan(0, await cycles);
        emulator.StartAgain();
        MirrorCycle back = await desk.CycleAsync(now + 20);
        Assert.IsTrue(back.Ok, back.Message);
        await AssertEqualAsync(desk, now + 20);
        IReadOnlyList<RemoteDocument> state = await desk.Client.ListAsync("hedge/dev/state", CancellationToken.None);
        Assert.HasCount(15, state);
    }

    private static async Task AssertEqualAsync(MirrorDesk desk, double now)
    {
        Equal(desk.Local("nav_state"), (await GetAsync(desk, "hedge/dev/state/nav")).Fields);
        Equal(desk.Local("positions"), (await GetAsync(desk, "hedge/dev/state/positions")).Fields);
        Equal(
            """{"items":[{"symbol":"ETHUSDT","notional":40.0,"pnl":-2.5},{"symbol":"ADAUSDT","notional":15.75,"pnl":0},{"symbol":"BTCUSDT","notional":15.75,"pnl":1.75}],"updated_at":"2025-11-24T16:00:00+00:00"}""",
            (await GetAsync(desk, "hedge/dev/state/leaderboard")).Fields);
        JsonObject nav = desk.Local("nav");
        JsonObject peak = (await GetAsync(desk, "hedge/dev/risk/peak_state")).Fields;
        Assert.AreEqual("2025-11-24", peak["day"]!.GetValue<string>());
        Assert.AreEqual("Europe/Berlin", peak["reset_timezone"]!.GetValue<string>());
        Assert.AreEqual(12000.5, peak["peak"]!.GetValue<double>());
        Assert.AreEqual(2000.25, peak["dd_abs"]!.GetValue<double>());
        Equal(nav["nav"]!, peak["nav_usd"]!);
        foreach (string name in MirrorDesk.SurfaceNames)
        {
            JsonObject expected = desk.Local(name);
            expected["mirrored_at"] = now;
            Equal(expected, (await GetAsync(desk, $"hedge/dev/state/{name}")).Fields);
        }
    }

    private static async Task<RemoteDocument> GetAsync(MirrorDesk desk, string path)
    {
        RemoteDocument? document = await desk.Client.GetAsync(path, null, CancellationToken.None);
        Assert.IsNotNull(document, path);
        return document;
    }

    private static async Task<string[]> UpdateTimesAsync(MirrorDesk desk) =>
        [.. (await desk.Client.ListAsync("hedge/dev/state", CancellationToken.None)).Select(d => d.Path + d.UpdateTime)];

    private static void Equal(string expected, JsonNode actual) => Equal(JsonNode.Parse(expected)!, actual);

    private static void Equal(JsonNode expected, JsonNode actual) =>
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(expected.ToJsonString()), JsonNode.Parse(actual.ToJsonString())), $"expected {expected.ToJsonString()}\nactual {actual.ToJsonString()}");
}
