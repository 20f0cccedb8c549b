using System.CommandLine;
using System.Text;
using HedgeFlow.Host.Report;
using HedgeFlow.Host.Settings;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow report</c>: what a run did, as a few lines, as JSON, or as a page with plots. Reads only the logs.</summary>
internal static class ReportCommand
{
    public static Command Create(CommonOptions common)
    {
        var output = new Option<string?>("--out") { Description = "Write a page with plots there: one HTML file that needs nothing else", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON" };
        var command = new Command("report", "Summary of a run from its logs, with --out as a page with plots") { output, json };
        command.SetAction((result, _) => CommandContext.RunAsync(() => RunAsync(
            EngineSettings.Load(common.Read(result), replay: false), result.GetValue(output), result.GetValue(json))));
        return command;
    }

    private static async Task<int> RunAsync(EngineSettings settings, string? output, bool json)
    {
        if (!Directory.Exists(settings.Paths.Root))
        {
            throw new SettingsException($"--logs: {settings.Paths.Root}: no such folder; a report reads what a run wrote");
        }

        var logs = RunLogs.Read(settings);
        if (output is not null)
        {
            var page = new AtomicFile(output);
            if (!page.Write(Encoding.UTF8.GetBytes(settings.Redactor.Text(ReportPage.Render(logs)))))
            {
                await Console.Error.WriteLineAsync($"hedgeflow: {output}: {settings.Redactor.Line(page.LastError ?? "not written")}");
                return ExitCodes.Failure;
            }
        }

        if (json)
        {
            await Console.Out.WriteLineAsync(ReportSummary.Json(logs, settings.Redactor));
        }
        else
        {
            ReportSummary.Write(Console.Out, logs, output is null ? null : Path.GetFullPath(output));
        }

        return ExitCodes.Success;
    }
}
