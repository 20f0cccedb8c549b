using System.CommandLine;
using System.Globalization;
using HedgeFlow.Configuration;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow validate</c>: every problem of the configuration at once, and, when asked, of a state folder. Reads only.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommonOptions common)
    {
        var state = new Option<DirectoryInfo?>("--state") { Description = "Also check every surface in this folder: shape, age, invariants", HelpName = "DIR" };
        Option<double> maxAge = DoctorCommand.MaxAge();
        var command = new Command("validate", "Check the configuration: place, key, value and remedy of every problem") { state, maxAge };
        command.SetAction(result => CommandContext.RunAsync(() =>
        {
            CommonValues values = common.Read(result);
            bool chosen = result.GetResult(common.Config) is { Implicit: false };
            if (chosen && !Directory.Exists(values.ConfigDirectory))
            {
                throw new SettingsException($"--config {values.Config}: no such folder");
            }

            if (result.GetValue(state) is { Exists: false } missing)
            {
                throw new SettingsException($"--state {missing}: no such folder");
            }

            return Task.FromResult(Run(values, result.GetValue(state)?.FullName, result.GetValue(maxAge), TimeProvider.System.EpochSeconds(), Console.Out));
        }));
        return command;
    }

    /// <summary>1 when there is an error or a violation; warnings alone are none.</summary>
    internal static int Run(CommonValues values, string? state, double maxAge, double now, TextWriter output)
    {
        EnvironmentReader environment = EnvironmentReader.OfProcess(Directory.GetCurrentDirectory());
        var redactor = new Redactor(SecretValues.Load(environment.Text));
        var problems = new List<ConfigProblem>();
        HostOptionsFile.Check(values.ConfigFile, problems);
        string folder = ShippedConfiguration.Directory(values.ConfigDirectory, out bool shipped);
        ConfigurationFiles files = ConfigurationFiles.In(folder);
        problems.AddRange(ConfigurationSet.Load(files, environment.Flag("BINANCE_TESTNET"), environment.Flag("TESTNET_OVERRIDES_CONFIRM")).Problems);
        Intervals.From(environment);
        foreach (ConfigProblem problem in problems)
        {
            output.WriteLine(redactor.Line(problem.ToString()));
        }

        foreach (string warning in environment.Warnings)
        {
            output.WriteLine($"environment: warning: {warning}");
        }

        int errors = problems.Count(problem => problem.Severity == ConfigSeverity.Error);
        int warnings = problems.Count - errors + environment.Warnings.Count;
        output.WriteLine($"configuration  {(shipped ? "the one that is shipped" : folder)}: {Count(errors, "error")}, {Count(warnings, "warning")}");
        int violations = state is null ? 0 : CheckState(state, maxAge, now, redactor, output);
        return errors + violations > 0 ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static int CheckState(string folder, double maxAge, double now, Redactor redactor, TextWriter output)
    {
        var reader = new StateFolderReader(folder);
        StateReport report = StateReport.Check(reader.Read, now, maxAge, reader.Unregistered());
        string[] problems = [.. report.Problems];
        foreach (string problem in problems)
        {
            output.WriteLine(redactor.Line(problem));
        }

        output.WriteLine($"state          {folder}: {Count(report.Surfaces.Count, "surface")}, {Count(problems.Length, "violation")}");
        return problems.Length;
    }

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
