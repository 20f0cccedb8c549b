using System.Net;
using System.Net.Sockets;
using System.Text;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Settings;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Observability;

[TestClass]
public sealed class LiveProbesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod, Timeout(60_000)]
    public async Task The_probes_follow_the_loop_and_answer_nothing_else()
    {
        using var folder = new TemporaryFolder();
        long turns = 0;
        int port = FreePort();
        EngineSettings settings = SettingsOf.Live(folder.Path);
        Directory.CreateDirectory(settings.Paths.State);
        await using LiveProbes probes = await LiveProbes.StartAsync(settings, () => Volatile.Read(ref turns), 1, port, TestContext.CancellationToken);
        Assert.AreEqual(503, await StatusAsync(port, "/readyz"));
        Assert.AreEqual(200, await StatusAsync(port, "/healthz"));
        Volatile.Write(ref turns, 1);
        Assert.AreEqual(200, await StatusAsync(port, "/readyz"));
        int[] crowd = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => StatusAsync(port, "/readyz")));
        Assert.IsEmpty(crowd.Where(status => status != 200), "questions at the same moment");
        Assert.AreEqual(421, await StatusAsync(port, "/metrics", host: "elsewhere.example"));
        Assert.AreEqual(200, await StatusAsync(port, "/metrics", host: "localhost"));
        Directory.Delete(settings.Paths.State, recursive: true);
        Assert.AreEqual(503, await StatusAsync(port, "/readyz"));
        Assert.AreEqual(200, await StatusAsync(port, "/metrics"));
        Assert.AreEqual(404, await StatusAsync(port, "/"));
        Assert.AreEqual(405, await StatusAsync(port, "/metrics", "POST"));
        SettingsException taken = await Assert.ThrowsExactlyAsync<SettingsException>(() => LiveProbes.StartAsync(settings, () => 0, 1, port, TestContext.CancellationToken));
        StringAssert.Contains(taken.Message, "is taken");
    }

    [TestMethod, Timeout(60_000)]
    public async Task The_service_manager_hears_ready_watchdog_and_stopping()
    {
        Requires.Present(OperatingSystem.IsLinux(), "datagram sockets of the service manager");
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        manager.Bind(new UnixDomainSocketEndPoint(path));
        long turns = 0;
        EngineSettings settings = SettingsOf.Live(folder.Path) with
        {
            Environment = new EnvironmentReader(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "300000" }),
        };
        LiveProbes probes = await LiveProbes.StartAsync(settings, () => Volatile.Read(ref turns), 1, null, TestContext.CancellationToken);
        Assert.AreEqual("WATCHDOG=1", Next(manager));
        Volatile.Write(ref turns, 1);
        string said;
        do
        {
            said = Next(manager);
        }
        while (said == "WATCHDOG=1");
        Assert.AreEqual("READY=1", said);
        await probes.DisposeAsync();
        do
        {
            said = Next(manager);
        }
        while (said == "WATCHDOG=1");
        Assert.AreEqual("STOPPING=1", said);
    }

    private static string Next(Socket manager)
    {
        var bytes = new byte[256];
        return Encoding.UTF8.GetString(bytes, 0, manager.Receive(bytes));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<int> StatusAsync(int port, string path, string verb = "GET", string? host = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri($"http://127.0.0.1:{port}{path}"));
        request.Headers.Host = host;
        using HttpResponseMessage response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
