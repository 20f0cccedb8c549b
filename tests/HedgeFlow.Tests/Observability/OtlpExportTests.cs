using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Settings;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Observability;

/// <summary>What a collector on loopback receives from a run with the standard variables set.</summary>
[TestClass, DoNotParallelize]
public sealed class OtlpExportTests
{
    [TestMethod, Timeout(120_000)]
    public async Task A_collector_receives_the_spans_of_a_tick_and_histograms_in_seconds()
    {
        var received = new ConcurrentQueue<(string Path, byte[] Body)>();
        using var collector = new HttpListener();
        string address = $"http://127.0.0.1:{FreePort()}";
        collector.Prefixes.Add(address + "/");
        collector.Start();
        Task served = ServeAsync(collector, received);
        using var folder = new TemporaryFolder();
        var environment = new EnvironmentReader(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "desk-one",
        });
        using (OtlpExport export = OtlpExport.Open(environment, "1.2.3")!)
        {
            await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { });
            engine.Pipeline.Start();
            using DemoFeed feed = new(new DemoMarket(new DemoOptions { Seed = 1, StartTs = 1_700_000_000, TickInterval = 1, MaxTicks = 5 }), null);
            while (feed.TryRead(engine.Pump, CancellationToken.None))
            {
            }

            await engine.FinishAsync(feed.Counters);
        }

        collector.Stop();
        await served;
        byte[] traces = BodyOf(received, "/v1/traces"), metrics = BodyOf(received, "/v1/metrics");
        foreach (string span in (string[])["tick", "exchange-snapshot", "executor", "router-metric", "risk", "intel", "publish", "desk-one"])
        {
            Assert.IsTrue(Holds(traces, Encoding.UTF8.GetBytes(span)), span);
        }

        int histogram = metrics.AsSpan().IndexOf("hedgeflow.tick.duration"u8);
        Assert.IsGreaterThan(-1, histogram);
        byte[] family = metrics[histogram..Math.Min(metrics.Length, histogram + 800)];
        Assert.IsTrue(Holds(family, BitConverter.GetBytes(0.00025)), "bounds from a fast stage on");
        Assert.IsFalse(Holds(family, BitConverter.GetBytes(10_000.0)), "bounds meant for milliseconds");
    }

    private static bool Holds(byte[] body, byte[] part) => body.AsSpan().IndexOf(part) >= 0;

    private static byte[] BodyOf(IEnumerable<(string Path, byte[] Body)> received, string path) =>
        [.. received.Where(request => request.Path == path).SelectMany(request => request.Body)];

    private static async Task ServeAsync(HttpListener collector, ConcurrentQueue<(string Path, byte[] Body)> received)
    {
        while (collector.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await collector.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            received.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
