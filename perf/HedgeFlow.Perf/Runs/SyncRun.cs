using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Settings;
using HedgeFlow.Perf.Measure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HedgeFlow.Perf.Runs;

/// <summary>
/// <c>hedgeflow run sync</c> as a process of its own at 200 symbols, against a remote on this machine that takes everything:
/// processor time and allocations per cycle, with every document changed and with none.
/// </summary>
internal static class SyncRun
{
    private const int Symbols = 200;
    private const string Goal = "sync";
    private const string Cycles = "hedgeflow_sync_mirrors_total";
    private const string Writes = "hedgeflow_remote_writes_total";
    private const string Cpu = "dotnet_process_cpu_time_seconds_total";
    private const string Allocated = "dotnet_gc_heap_total_allocated_bytes_total";

    public static async Task RunAsync(PerfReport report, bool quick)
    {
        using var universe = new Workplace();
        using var bench = new PublishBench(Symbols, Universe(universe.Root));
        bench.Tick(1);
        await using WebApplication remote = await RemoteAsync();
        int metrics = FreePort();
        using Process sync = Launch(Path.GetDirectoryName(bench.State)!, universe.Root, remote.Urls.First(), metrics);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{metrics}") };
            await AfterAsync(http, quick ? 3 : 8, () => bench.Tick(1));
            await PhaseAsync(report, http, "every row moved", quick ? 5 : 20, () => bench.Tick(1));
            await PhaseAsync(report, http, "nothing changed", quick ? 5 : 20, () => { });
        }
        finally
        {
            sync.Kill();
            await sync.WaitForExitAsync();
        }
    }

    private static async Task PhaseAsync(PerfReport report, HttpClient http, string name, int cycles, Action turn)
    {
        Dictionary<string, double> before = await ScrapeAsync(http);
        await AfterAsync(http, cycles, turn);
        Dictionary<string, double> after = await ScrapeAsync(http);
        double done = after[Cycles] - before[Cycles];
        report.Add(PerfRow.Figure(Goal, $"{Symbols} symbols, {name}: documents written a cycle", (after.GetValueOrDefault(Writes) - before.GetValueOrDefault(Writes)) / done));
        report.Add(PerfRow.Figure(Goal, $"{Symbols} symbols, {name}: CPU ms a cycle", (after[Cpu] - before[Cpu]) * 1000 / done));
        report.Add(PerfRow.Figure(Goal, $"{Symbols} symbols, {name}: kB allocated a cycle", (after[Allocated] - before[Allocated]) / 1000 / done));
    }

    /// <summary>Returns after so many cycles of the process, with one turn of the book before each.</summary>
    private static async Task AfterAsync(HttpClient http, int cycles, Action turn)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (int i = 0; i < cycles; i++)
        {
            turn();
            await timer.WaitForNextTickAsync();
        }

        for (int i = 0; i < 20; i++)
        {
            try
            {
                await http.GetStringAsync("/healthz");
                return;
            }
            catch (HttpRequestException)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    private static async Task<Dictionary<string, double>> ScrapeAsync(HttpClient http)
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string line in (await http.GetStringAsync("/metrics")).Split('\n'))
        {
            int space = line.LastIndexOf(' ');
            if (space > 0 && line[0] != '#')
            {
                string name = line[..space].Split('{')[0];
                sums[name] = sums.GetValueOrDefault(name) + double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture);
            }
        }

        return sums;
    }

    /// <summary>The shipped configuration with as many pairs as the market has.</summary>
    private static string Universe(string folder)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Workplace.Repository, "config"), "*.json"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var pairs = new JsonArray([.. Enumerable.Range(0, Symbols).Select(i =>
            new JsonObject { ["symbol"] = string.Create(CultureInfo.InvariantCulture, $"SYM{i:D4}USDT"), ["enabled"] = true })]);
        File.WriteAllText(Path.Combine(folder, "pairs_universe.json"), new JsonObject { ["universe"] = pairs }.ToJsonString());
        return folder;
    }

    private static Process Launch(string logs, string config, string remote, int metrics)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(EngineSettings).Assembly.Location, "run", "sync", "--logs", logs, "--config", config,
                "--metrics-port", metrics.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardError = true,
        };
        start.Environment["SYNC_INTERVAL_SEC"] = "1";
        start.Environment["ENV"] = "dev";
        start.Environment["FIRESTORE_EMULATOR_HOST"] = new Uri(remote).Authority;
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A remote that takes every commit and has written everything at one time.</summary>
    private static async Task<WebApplication> RemoteAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        return application;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        const string Time = "2026-01-01T00:00:00.000000Z";
        context.Response.ContentType = "application/json";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            string name = context.Request.Path.Value!["/v1/".Length..];
            await context.Response.WriteAsync($$"""{"name":"{{name}}","fields":{},"updateTime":"{{Time}}"}""");
            return;
        }

        JsonNode? body = await JsonNode.ParseAsync(context.Request.Body);
        int writes = (body?["writes"] as JsonArray)?.Count ?? 0;
        var answer = new StringBuilder("{\"writeResults\":[");
        answer.AppendJoin(',', Enumerable.Repeat($$"""{"updateTime":"{{Time}}"}""", writes)).Append("],\"commitTime\":\"").Append(Time).Append("\"}");
        await context.Response.WriteAsync(answer.ToString());
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
