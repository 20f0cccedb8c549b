using HedgeFlow.Perf.Measure;
using HedgeFlow.Perf.Micro;
using HedgeFlow.Perf.Runs;

if (args is ["micro", "router"])
{
    RouterMetricCost.Run(Console.Out);
    return 0;
}

if (args is ["micro", "risk"])
{
    RiskCost.Run(Console.Out);
    return 0;
}

if (args is ["micro", "publish"])
{
    PublishCost.Run(Console.Out);
    return 0;
}

if (args is ["first-decision"])
{
    return await StartRun.FirstDecisionAsync(Console.Out);
}

if (args is ["bare-host"])
{
    return await StartRun.BareHostAsync(Console.Out);
}

var report = new PerfReport(Console.Out);
bool quick = args.Contains("--quick");
string? json = args.SkipWhile(arg => arg != "--json").Skip(1).FirstOrDefault();
switch (args)
{
    case ["budgets", ..]:
        report.Head();
        bool kept = await BudgetRun.RunAsync(report);
        foreach (PerfRow row in report.Rows.Where(row => !row.Holds))
        {
            Console.Error.WriteLine($"budget broken: {row.Scenario}: {row.Value} > {row.Limit}");
        }

        Save();
        return kept ? 0 : 1;
    case ["run", "tick" or "publish" or "replay" or "start" or "books" or "all", ..]:
        report.Head();
        bool all = args[1] == "all";
        if (all || args[1] == "tick")
        {
            await TickRun.RunAsync(report, quick);
        }

        if (all)
        {
            // Budgets keep what has been reached; the goal itself is a row of its own.
            await BudgetRun.RunAsync(report);
            report.Add(PerfRow.AtMost("P3", "bytes per published tick, 20 symbols", BudgetRun.PublishBytes(20), 1024));
        }

        if (all || args[1] == "publish")
        {
            PublishRun.Run(report, quick);
        }

        if (all || args[1] == "replay")
        {
            await ReplayRun.RunAsync(report, quick);
        }

        if (all || args[1] == "start")
        {
            StartRun.Run(report, quick);
        }

        if (all || args[1] == "books")
        {
            await BooksRun.RunAsync(report, quick);
        }

        Save();
        return 0;
    case ["run", "sync", ..]:
        report.Head();
        await SyncRun.RunAsync(report, quick);
        Save();
        return 0;
    case ["run", "soak", ..]:
        report.Head();
        string? minutes = args.SkipWhile(arg => arg != "--minutes").Skip(1).FirstOrDefault();
        await SoakRun.RunAsync(report, double.Parse(minutes ?? "10", System.Globalization.CultureInfo.InvariantCulture));
        Save();
        return 0;
    default:
        Console.Error.WriteLine("usage: HedgeFlow.Perf budgets | micro router|risk | run tick|publish|replay|start|books|sync|all [--quick] | run soak [--minutes N]; all but micro: [--json FILE]");
        return 2;
}

void Save()
{
    if (json is not null)
    {
        report.Save(json);
    }
}
