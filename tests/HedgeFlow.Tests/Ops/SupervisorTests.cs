using System.Net;
using System.Net.Sockets;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Ops;

/// <summary>The shipped supervisor configuration under a real supervisord.</summary>
[TestClass]
public sealed class SupervisorTests
{
    private const string Desk = """
        HEDGEFLOW_SOURCE=demo
        DRY_RUN=1
        BINANCE_TESTNET=0
        FIRESTORE_ENABLED=0
        PIPELINE_V6_SHADOW_ENABLED=1
        SYNC_INTERVAL_SEC=1
        LOOP_SLEEP=0.2
        """;

    private static readonly DeskProgram Executor = DeskProgram.All[0];

    [TestMethod]
    [Timeout(150_000)]
    public async Task The_desk_comes_up_survives_a_kill_and_drains_with_0()
    {
        Requires.Present(Supervised.Present, "supervisord");
        int port = FreePort();
        using var desk = new Supervised(Desk, DeskProgram.All, port);
        foreach (DeskProgram program in DeskProgram.All)
        {
            Holds(desk, () => desk.Starts(program) == 1, $"{program.Name} runs");
        }

        string status = desk.Control("status");
        Assert.HasCount(DeskProgram.All.Count, status.Split('\n').Where(line => line.Contains(" RUNNING ", StringComparison.Ordinal)), status);
        foreach (string file in (string[])["nav.json", "nav_state.json", "v6_runtime_probe.json", "pipeline_v6_shadow_head.json", "pipeline_v6_compare_summary.json"])
        {
            Holds(desk, () => File.Exists(State(desk, file)), file);
        }

        Holds(desk, () => Services(desk).SetEquals(["executor_live", "sync_state", "shadow_heartbeat", "compare"]), "every writing program beats its heart");
        using (var http = new HttpClient())
        {
            Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/api/health"))).StatusCode);
        }

        int first = desk.Pids(Executor)[^1];
        Supervised.Signal("KILL", first);
        Holds(desk, () => desk.Starts(Executor) == 2, "the executor is back");
        Assert.AreNotEqual(first, desk.Pids(Executor)[^1]);
        double before = Published(desk);
        Holds(desk, () => Published(desk) > before, "it publishes again");

        // As the operator's page says it; supervisord itself goes on.
        desk.Control("stop", "hedge:*");
        foreach (DeskProgram program in DeskProgram.All)
        {
            Holds(desk, () => desk.Log.Contains($"stopped: {program.Name} (exit status 0)", StringComparison.Ordinal), $"{program.Name} ends with 0");
        }

        Assert.HasCount(DeskProgram.All.Count, desk.Control("status").Split('\n').Where(line => line.Contains(" STOPPED ", StringComparison.Ordinal)));
        foreach (string log in Directory.GetFiles(desk.Logs, "*.jsonl", SearchOption.AllDirectories))
        {
            Assert.AreEqual((byte)'\n', File.ReadAllBytes(log)[^1], $"{Path.GetFileName(log)} was drained");
        }

        StringAssert.Contains(desk.Log, "exited: hedge-executor (terminated by SIGKILL; not expected)");
        Assert.IsEmpty(Directory.GetFiles(desk.Logs, ".*.lock"), "every lock is given back");
        Assert.IsEmpty(Directory.GetFiles(desk.Logs, "*.tmp", SearchOption.AllDirectories));
        desk.Stop();
    }

    [TestMethod]
    [Timeout(90_000)]
    public void Production_without_its_switch_exits_with_3_and_writes_nothing()
    {
        Requires.Present(Supervised.Present, "supervisord");
        using var desk = new Supervised(
            Desk, DeskProgram.Guarded, FreePort(), line => line.Replace("ALLOW_PROD_WRITE=\"1\"", "ALLOW_PROD_WRITE=\"0\"", StringComparison.Ordinal));
        foreach (DeskProgram program in DeskProgram.Guarded)
        {
            Holds(desk, () => desk.Log.Contains($"exited: {program.Name} (exit status 3; not expected)", StringComparison.Ordinal), program.Name);
            StringAssert.Contains(desk.Printed(program), "ALLOW_PROD_WRITE");
        }

        desk.Stop();
        Assert.IsFalse(Directory.Exists(desk.Logs), "not even the folder");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Production_without_its_switches_still_mirrors_local_files_and_shows_the_page()
    {
        Requires.Present(Supervised.Present, "supervisord");
        using var book = new TemporaryFolder();
        (int demo, _, string errors) = HedgeFlowProcess.Run("demo", "--ticks", "3", "--interval", "0", "--logs", book.Path);
        Assert.AreEqual(0, demo, errors);
        using var desk = new Supervised(
            Desk.Replace("FIRESTORE_ENABLED=0", "", StringComparison.Ordinal), DeskProgram.All, FreePort(), line => line.Replace("ALLOW_PROD_WRITE=\"1\"", "ALLOW_PROD_WRITE=\"0\"", StringComparison.Ordinal).Replace("ALLOW_PROD_SYNC=\"1\"", "ALLOW_PROD_SYNC=\"0\"", StringComparison.Ordinal));
        DeskProgram[] open = [.. DeskProgram.All.Except(DeskProgram.Guarded)];
        CollectionAssert.AreEquivalent(new[] { "dashboard", "sync" }, open.Select(program => program.Command).ToArray());
        foreach (DeskProgram program in DeskProgram.Guarded)
        {
            Holds(desk, () => desk.Log.Contains($"exited: {program.Name} (exit status 3; not expected)", StringComparison.Ordinal), program.Name);
        }

        foreach (DeskProgram program in open)
        {
            Holds(desk, () => desk.Starts(program) == 1, $"{program.Name} runs");
        }

        Directory.CreateDirectory(Path.Combine(desk.Logs, "state"));
        File.Copy(book["state/nav.json"], State(desk, "nav.json"));
        Holds(desk, () => File.Exists(State(desk, "nav_state.json")), "sync mirrors the local file");
        desk.Stop();
        CollectionAssert.IsSubsetOf(
            Directory.GetFiles(desk.Logs, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(desk.Logs, file)).ToArray(),
            new[] { "state/nav.json", "state/nav_state.json", "state/sync_state.json", "execution/sync_heartbeats.jsonl" },
            "nothing of the guarded programs");
        StringAssert.Contains(desk.Printed(open.Single(program => program.Command == "sync")), "environment prod needs ALLOW_PROD_WRITE=1 and ALLOW_PROD_SYNC=1");
    }

    private static void Holds(Supervised desk, Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(40)))
        {
            Assert.Fail($"never happened: {what}\n{desk.Log}\n{string.Concat(DeskProgram.All.Select(desk.Printed))}");
        }
    }

    private static string State(Supervised desk, string file) => Path.Combine(desk.Logs, "state", file);

    private static double Published(Supervised desk) =>
        Coerce.Number(JsonNodes.Parse(File.ReadAllBytes(State(desk, "nav.json")))!["updated_ts"]) ?? double.NaN;

    private static HashSet<string> Services(Supervised desk) =>
        [.. new JsonlTail(Path.Combine(desk.Logs, "execution", "sync_heartbeats.jsonl")).Last(1000).Select(row => Coerce.Text(row["service"])!)];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
