using System.Diagnostics;
using System.Globalization;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages;
using HedgeFlow.Telemetry;
using Microsoft.Extensions.Hosting;

namespace HedgeFlow.Perf.Runs;

/// <summary>Process start → first published state, against the start of an empty generic host by the same launcher.</summary>
internal static class StartRun
{
    public static void Run(PerfReport report, bool quick)
    {
        var bare = new List<double>();
        var engine = new List<double>();
        var first = new List<double>();
        for (int i = 0; i < (quick ? 3 : 9); i++)
        {
            using var place = new Workplace();
            bare.Add(Bare());
            engine.Add(Engine(place));
            first.Add(First());
        }

        report.Add(PerfRow.Figure("P8", "bare host: process start → started, ms", Clock.Median(bare)));
        report.Add(PerfRow.Figure("P8", "process start → first nav.json, ms", Clock.Median(engine)));
        report.Add(PerfRow.AtMost("P8", "first published state / bare host", Clock.Median(engine) / Clock.Median(bare), 4));
        report.Add(PerfRow.AtMost("P8", "first decision / steady p50", Clock.Median(first), 3));
    }

    /// <summary>Child process: an empty generic host.</summary>
    public static async Task<int> BareHostAsync(TextWriter output)
    {
        using IHost host = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder().Build();
        await host.StartAsync();
        await output.WriteLineAsync("started");
        await host.StopAsync();
        return 0;
    }

    /// <summary>Child process: the first decision's time over the steady median.</summary>
    public static async Task<int> FirstDecisionAsync(TextWriter output)
    {
        await using var graph = new TickGraph(PublisherLoad.Off);
        using var market = new Market(20, Clock.Now);
        var steady = new LatencyHistogram();
        long first = 0;
        for (int i = 0; i < 4000; i++)
        {
            market.Move(Clock.Now, 0.05);
            long from = Stopwatch.GetTimestamp();
            graph.Pipeline.Offer(FeedItem.Of(market.Snapshot));
            graph.Pipeline.Offer(FeedItem.Of(market.Intent));
            long took = Clock.Nanoseconds(from);
            if (i == 0)
            {
                first = took;
            }
            else if (i >= 2000)
            {
                steady.Record(took);
            }
        }

        await output.WriteLineAsync((first / (double)steady.Summarize().P50).ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static double Bare()
    {
        long from = Stopwatch.GetTimestamp();
        using Process process = Launch(typeof(StartRun).Assembly.Location, "bare-host");
        _ = process.StandardOutput.ReadLine();
        double time = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        process.WaitForExit();
        return time;
    }

    private static double First()
    {
        using Process process = Launch(typeof(StartRun).Assembly.Location, "first-decision");
        string text = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static double Engine(Workplace place)
    {
        string logs = Path.Combine(place.Root, "logs");
        string nav = Path.Combine(logs, "state", "nav.json");
        long from = Stopwatch.GetTimestamp();
        using Process process = Launch(
            typeof(Host.Composition.Engine).Assembly.Location, "run", "executor", "--source", "demo", "--for", "3s",
            "--config", Path.Combine(Workplace.Repository, "config", "hedgeflow.json"), "--logs", logs);
        Task drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!File.Exists(nav) && !process.HasExited)
        {
            process.WaitForExit(1);
        }

        double time = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        process.WaitForExit();
        drained.GetAwaiter().GetResult();
        return File.Exists(nav) ? time : double.NaN;
    }

    private static Process Launch(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("no process");
    }
}
