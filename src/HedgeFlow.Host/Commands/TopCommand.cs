using System.CommandLine;
using System.Globalization;
using HedgeFlow.Host.Settings;
using Spectre.Console;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow top</c>: the stages of a running executor, from its <c>/metrics</c>.</summary>
internal static class TopCommand
{
    private static readonly string[] Columns = ["in", "out", "queue_depth", "dropped", "replaced", "faulted"];

    public static Command Create()
    {
        var port = new Option<int>("--metrics-port") { Description = "Port of the running executor's metrics", DefaultValueFactory = _ => 9464 };
        var once = new Option<bool>("--once") { Description = "One table, then exit" };
        var command = new Command("top", "Stages of a running executor, live") { port, once };
        command.SetAction((result, stop) => CommandContext.RunAsync(async () =>
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{result.GetValue(port)}"), Timeout = TimeSpan.FromSeconds(5) };
            if (result.GetValue(once))
            {
                AnsiConsole.Write(TableOf(await ReadAsync(client, stop)));
                return ExitCodes.Success;
            }

            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            await AnsiConsole.Live(TableOf(await ReadAsync(client, stop))).StartAsync(async live =>
            {
                while (await timer.WaitForNextTickAsync(stop))
                {
                    live.UpdateTarget(TableOf(await ReadAsync(client, stop)));
                }
            });
            return ExitCodes.Success;
        }));
        return command;
    }

    private static async Task<string> ReadAsync(HttpClient client, CancellationToken stop)
    {
        try
        {
            return await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop);
        }
        catch (HttpRequestException)
        {
            throw new SettingsException($"no metrics at {client.BaseAddress}metrics: start the executor with --metrics-port");
        }
    }

    private static Table TableOf(string text)
    {
        var stages = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            const string Prefix = "hedgeflow_stage_";
            int open = line.IndexOf('{', StringComparison.Ordinal), space = line.LastIndexOf(' ');
            if (!line.StartsWith(Prefix, StringComparison.Ordinal) || open < 0 || space < open)
            {
                continue;
            }

            string name = line[Prefix.Length..open];
            int column = Array.IndexOf(Columns, name.EndsWith("_total", StringComparison.Ordinal) ? name[..^6] : name);
            int at = line.IndexOf("stage=\"", StringComparison.Ordinal) + 7;
            if (column >= 0 && at > 6 && double.TryParse(line.AsSpan(space + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                string stage = line[at..line.IndexOf('"', at)];
                (stages.TryGetValue(stage, out double[]? values) ? values : stages[stage] = new double[Columns.Length])[column] += value;
            }
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("stage");
        foreach (string column in Columns)
        {
            table.AddColumn(new TableColumn(column.Replace('_', ' ')).RightAligned());
        }

        foreach ((string stage, double[] values) in stages)
        {
            table.AddRow([Markup.Escape(stage), .. values.Select(value => value.ToString("#,0", CultureInfo.InvariantCulture))]);
        }

        return table;
    }
}
