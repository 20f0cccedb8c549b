using System.Diagnostics;
using System.Globalization;
using System.Reflection.PortableExecutable;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Telemetry;
using Microsoft.Extensions.Hosting;

namespace HedgeFlow.Perf.Runs;

/// <summary>
/// Process start → first published state, against the start of an empty generic host by the same launcher; and the first decision of a
/// fresh process after the engine's own warm-up, against the steady one of the same process at a live pace. Rounds are interleaved.
/// </summary>
internal static class StartRun
{
    /// <summary>Decisions until everything is compiled for good.</summary>
    private const int Settling = 4000;

    /// <summary>Decisions of a live pace that make the steady median.</summary>
    private const int Paced = 30;

    /// <summary>Long enough: pauses of 10 and of 500 ms give the same median.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static void Run(PerfReport report, bool quick)
    {
        var bare = new List<double>();
        var engine = new List<double>();
        var first = new List<(double First, double Live, double InARow)>();
        for (int i = 0; i < (quick ? 3 : 9); i++)
        {
            using var place = new Workplace();
            bare.Add(Bare());
            engine.Add(Engine(place, Program));
            first.Add(First());
        }

        report.Add(PerfRow.Figure("P8", "bare host: process start → started, ms", Clock.Median(bare)));
        string code = Precompiled(Program) ? "precompiled" : "left as IL";
        report.Add(PerfRow.Figure("P8", $"process start → first nav.json, {code}, ms", Clock.Median(engine)));
        report.Add(PerfRow.AtMost("P8", $"first published state / bare host, {code}", Clock.Median(engine) / Clock.Median(bare), 4));
        report.Add(PerfRow.Figure("P8", "first live decision, µs", Clock.Median(first.Select(time => time.First / 1000))));
        report.Add(PerfRow.Figure("P8", "steady p50 of a live pace, µs", Clock.Median(first.Select(time => time.Live / 1000))));
        report.Add(PerfRow.AtMost("P8", "first live decision / steady p50 of a live pace", Clock.Median(first.Select(time => time.First / time.Live)), 3));
        report.Add(PerfRow.Figure("P8", "first live decision / p50 of decisions in a row", Clock.Median(first.Select(time => time.First / time.InARow))));
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

    /// <summary>
    /// Child process: the first decision, the median of a live pace, and that of decisions in a row, in nanoseconds. A live decision
    /// follows a pause in which other code has had the caches, as the first one does; decisions in a row find everything where they left it.
    /// </summary>
    public static async Task<int> FirstDecisionAsync(TextWriter output)
    {
        using var place = new Workplace();
        EngineSettings settings = place.Settings(replay: false);

        // As the live engine does before it opens its source.
        GraphWarmup.Run(settings, Console.Error.WriteLine);
        await using var engine = Host.Composition.Engine.Create(settings, null, _ => { });
        engine.Pipeline.Start();
        using var market = new Market(20, Clock.Now);
        OrderFact intent = market.Intent;
        _ = Clock.Nanoseconds(Stopwatch.GetTimestamp());
        var row = new LatencyHistogram();
        var live = new LatencyHistogram();
        using var pause = new ManualResetEventSlim();
        long first = 0;
        long methods = 0;
        using JitNames? names = Environment.GetEnvironmentVariable("HEDGEFLOW_PERF_JIT") == "1" ? new JitNames() : null;
        for (int i = 0; i < Settling + Paced; i++)
        {
            if (i >= Settling)
            {
                pause.Wait(Pause);
            }

            market.Move(Clock.Now, 0.05);
            if (names is not null && i <= 1)
            {
                // The runtime hands its events over with a delay.
                pause.Wait(500);
                names.Recording = i == 0;
            }

            long compiled = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true);
            long from = Stopwatch.GetTimestamp();
            engine.Pump.OnSnapshot(market.Snapshot);
            engine.Pump.OnFact(intent);
            long took = Clock.Nanoseconds(from);
            if (i == 0)
            {
                first = took;
                methods = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true) - compiled;
            }
            else if (i >= Settling / 2)
            {
                (i < Settling ? row : live).Record(took);
            }
        }

        if (engine.Executor.Ticks != Settling + Paced || engine.Executor.Intents != Settling + Paced)
        {
            throw new InvalidOperationException("not every tick was decided");
        }

        await engine.FinishAsync(new FeedCounters());
        foreach (string name in names?.Names ?? [])
        {
            await Console.Error.WriteLineAsync(name);
        }

        await Console.Error.WriteLineAsync($"{methods} methods compiled in the first decision");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{first} {live.Summarize().P50} {row.Summarize().P50}"));
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

    private static (double First, double Live, double InARow) First()
    {
        using Process process = Launch(typeof(StartRun).Assembly.Location, "first-decision");
        _ = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        double[] times = [.. text.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
        return (times[0], times[1], times[2]);
    }

    /// <summary>The program as it is built.</summary>
    private static string Program { get; } = typeof(Host.Composition.Engine).Assembly.Location;

    /// <summary>Whether the build could put ReadyToRun code into an assembly: see src/Precompile.</summary>
    private static bool Precompiled(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static double Engine(Workplace place, string host)
    {
        string logs = Path.Combine(place.Root, "logs");
        string nav = Path.Combine(logs, "state", "nav.json");
        long from = Stopwatch.GetTimestamp();
        using Process process = Launch(
            host, "run", "executor", "--source", "demo", "--for", "60s",
            "--config", Path.Combine(Workplace.Repository, "config", "hedgeflow.json"), "--logs", logs);
        Task drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!File.Exists(nav) && !process.HasExited)
        {
            process.WaitForExit(1);
        }

        double time = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        process.Kill();
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
