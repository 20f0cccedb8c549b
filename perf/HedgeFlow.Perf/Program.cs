using System.Diagnostics;
using System.Globalization;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Perf.Micro;
using HedgeFlow.Perf.Runs;

// Children of the start-up run.
if (args is ["first-decision"])
{
    return await StartRun.FirstDecisionAsync(Console.Out);
}

if (args is ["bare-host"])
{
    return await StartRun.BareHostAsync(Console.Out);
}

Dictionary<string, Action<TextWriter>> micro = new(StringComparer.Ordinal)
{
    ["router"] = RouterMetricCost.Run,
    ["risk"] = RiskCost.Run,
    ["publish"] = PublishCost.Run,
    ["intel"] = IntelCost.Run,
    ["replay"] = ReplayCost.Run,
};

bool quick = args.Contains("--quick");
double minutes = double.Parse(Option("--minutes") ?? (quick ? "0.3" : "10"), CultureInfo.InvariantCulture);

// Other programs' cost: no goal of the engine's table, so not a part of "all".
const string Apart = "–";

// Name, goals, and what to do; "all" does them in this order.
(string Name, string Goals, Func<PerfReport, Task> Run)[] runs =
[
    ("tick", "P1 P2", report => TickRun.RunAsync(report, quick)),
    ("budgets", "P3", BudgetRun.RunAsync),
    ("publish", "P4 P5", report => Synchronous(() => PublishRun.Run(report, quick))),
    ("replay", "P6", report => ReplayRun.RunAsync(report, quick)),
    ("intel", "P7", report => Synchronous(() => IntelRun.Run(report, quick))),
    ("start", "P8", report => Synchronous(() => StartRun.Run(report, quick))),
    ("books", "P9", report => BooksRun.RunAsync(report, quick)),
    ("soak", "P9", report => SoakRun.RunAsync(report, minutes)),
    ("sync", Apart, report => SyncRun.RunAsync(report, quick)),
    ("dashboard", Apart, report => DashboardRun.RunAsync(report, minutes)),
];

switch (args)
{
    case ["micro", string name] when micro.TryGetValue(name, out Action<TextWriter>? bench):
        bench(Console.Out);
        return 0;
    case ["inputs", string folder]:
        ReferenceInputs.Write(folder);
        return 0;
    case ["budgets", ..]:
        // The budgets keep what has been reached. Whether a goal is met is a row of its own, and no failure.
        return (await MeasureAsync("budgets")).TrueForAll(row => row.Holds || !row.Scenario.StartsWith("budget ", StringComparison.Ordinal)) ? 0 : 1;
    case ["run", "all", ..]:
        _ = await MeasureAsync(null);
        return 0;
    case ["run", string name, ..] when Array.Exists(runs, run => run.Name == name):
        _ = await MeasureAsync(name);
        return 0;
    default:
        Console.Error.WriteLine($"usage: HedgeFlow.Perf budgets | inputs DIR | micro {string.Join('|', micro.Keys)} | run {string.Join('|', runs.Select(run => run.Name))}|all [--quick] [--minutes N (soak, dashboard)]; budgets and run: [--json FILE]");
        return 2;
}

async Task<List<PerfRow>> MeasureAsync(string? only)
{
    var report = new PerfReport(Console.Out);
    report.Head();
    long start = Stopwatch.GetTimestamp();
    foreach ((string name, string goals, Func<PerfReport, Task> run) in runs)
    {
        if (only is null ? goals == Apart : name != only)
        {
            continue;
        }

        try
        {
            await run(report);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The other goals are still worth their rows.
            report.Add(PerfRow.Wrong(goals, $"run {name}: {e.Message}"));
        }
    }

    report.Foot(Stopwatch.GetElapsedTime(start));
    if (Option("--json") is { } file)
    {
        report.Save(file);
    }

    return report.Rows;
}

string? Option(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();

static Task Synchronous(Action action)
{
    action();
    return Task.CompletedTask;
}
