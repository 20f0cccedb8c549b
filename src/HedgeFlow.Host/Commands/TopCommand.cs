using System.CommandLine;
using System.Globalization;
using HedgeFlow.Host.Settings;
using Spectre.Console;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow top</c>: the stages of a running executor, from its <c>/metrics</c>.</summary>
internal static class TopCommand
{
    private static readonly (string Metric, string Title)[] Columns =
    [
        ("hedgeflow_stage_in_total", "in"),
        ("hedgeflow_stage_out_total", "out"),
        ("hedgeflow_stage_queue_depth", "depth"),
        ("hedgeflow_edge_fill", "fill"),
        ("hedgeflow_edge_wait_seconds_total", "wait s"),
        ("hedgeflow_stage_dropped_total", "drop"),
        ("hedgeflow_stage_replaced_total", "merge"),
        ("hedgeflow_stage_faults_total", "fault"),
        ("hedgeflow_stage_duration_seconds_sum", "mean us"),
        ("hedgeflow_stage_duration_seconds_count", ""),
    ];

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
        var stages = new Dictionary<string, double[]>(StringComparer.Ordinal);
        // Stages in the order of the graph: that is the order of the first family looked at.
        foreach (string line in text.Split('\n').OrderByDescending(line => line.StartsWith(Columns[0].Metric, StringComparison.Ordinal)))
        {
            int open = line.IndexOf('{', StringComparison.Ordinal), space = line.LastIndexOf(' ');
            int at = line.IndexOf("stage=\"", StringComparison.Ordinal) + 7;
            int column = open < 0 || at <= 6 ? -1 : Array.FindIndex(Columns, known => line.AsSpan(0, open).SequenceEqual(known.Metric));
            if (column >= 0 && double.TryParse(line.AsSpan(space + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                string stage = line[at..line.IndexOf('"', at)];
                (stages.TryGetValue(stage, out double[]? values) ? values : stages[stage] = new double[Columns.Length])[column] += value;
            }
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("stage").NoWrap());
        foreach ((string _, string title) in Columns.Where(column => column.Title.Length > 0))
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().PadLeft(1).PadRight(0));
        }

        foreach ((string stage, double[] values) in stages)
        {
            table.AddRow([Markup.Escape(stage), .. Columns.Index().Where(column => column.Item.Title.Length > 0).Select(column => Cell(column.Item.Title, values, column.Index))]);
        }

        return table;
    }

    private static string Cell(string title, double[] values, int column) => title switch
    {
        "fill" => values[column].ToString("0 %", CultureInfo.InvariantCulture),
        "wait s" => values[column].ToString("0.0", CultureInfo.InvariantCulture),
        "mean us" => (values[column + 1] > 0 ? values[column] / values[column + 1] * 1e6 : 0).ToString("#,0", CultureInfo.InvariantCulture),
        _ => values[column].ToString("#,0", CultureInfo.InvariantCulture),
    };
}
