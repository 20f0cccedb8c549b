using System.CommandLine;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe expectancy</c>: what closed trades earned, by symbol, hour and regime.</summary>
internal static class ExpectancyProbe
{
    public static Command Create(CommonOptions common)
    {
        var switches = new ProbeSwitches();
        var days = new Option<double>("--lookback-days") { Description = "Length of the window", DefaultValueFactory = _ => 2, HelpName = "DAYS" };
        var output = new Option<string?>("--output") { Description = "Write the document there instead of into the state folder", HelpName = "FILE" };
        var command = new Command("expectancy", "What closed trades earned, from the order logs; writes expectancy_v6.json") { days, output };
        ProbeRunner.Attach(command, common, switches, writes: true, (settings, result) =>
        {
            IReadOnlyList<JsonObject> orders = ProbeFiles.Log(settings, JournalFiles.OrdersExecuted);
            ExpectancyV6State state = ExpectancyBuilder.FromLogs(
                orders,
                ProbeFiles.Log(settings, JournalFiles.OrderMetrics),
                ProbeFiles.Document(settings, NavState.Surface.File),
                Finite(result.GetValue(days)) * 24,
                switches.Now(result));
            return Show(state, orders.Count, settings, count => switches.Shown(result, count)) with { Output = result.GetValue(output) };
        });
        return command;
    }

    private static double Finite(double days) => double.IsFinite(days) ? days : throw new SettingsException("--lookback-days: give a number of days");

    private static ProbeResult Show(ExpectancyV6State state, int logged, EngineSettings settings, Func<int, int> shown)
    {
        KeyValuePair<string, ExpectancyStats>[] rows =
            [.. state.Symbols.OrderByDescending(row => row.Value.Expectancy ?? double.NegativeInfinity).ThenBy(row => row.Key, StringComparer.Ordinal)];
        string empty = logged == 0
            ? $"none: no order in {settings.Paths.JournalPath(JournalFiles.OrdersExecuted)}"
            : "none: no trade was closed in the window; --lookback-days and --as-of choose another one";
        return new ProbeResult(
            RawJson.Of(state, ExpectancyV6State.Surface.TypeInfo).ToNode(),
            ["symbol", "trades", "hit rate", "expectancy", "avg win", "avg loss", "drawdown"],
            [
                .. rows.Take(shown(rows.Length)).Select(row => (IReadOnlyList<string>)
                [
                    row.Key,
                    FigureText.Number(row.Value.Count),
                    FigureText.Percent(row.Value.HitRate),
                    FigureText.Number(row.Value.Expectancy, "0.00"),
                    FigureText.Number(row.Value.AvgWin, "0.00"),
                    FigureText.Number(row.Value.AvgLoss, "0.00"),
                    FigureText.Number(row.Value.MaxDrawdown, "0.00"),
                ]),
            ],
            [state.SampleCount == 0 ? empty : $"{state.SampleCount} trades in {FigureText.Number(state.LookbackHours)} h; USD, gross of fees"],
            ExpectancyV6State.Surface.With(state));
    }
}
