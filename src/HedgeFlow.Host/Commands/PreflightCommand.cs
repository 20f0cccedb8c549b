using System.CommandLine;
using System.Diagnostics;
using HedgeFlow.Host.Doctor;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow preflight</c>: may this release go up? Versions agree, the engine runs dry, the surfaces are healthy.</summary>
internal static class PreflightCommand
{
    public static Command Create(CommonOptions common)
    {
        var strict = new Option<bool>("--strict") { Description = "Exit 1 when a surface has a problem; without it they are only shown" };
        var loops = new Option<int>("--dry-run-loops") { Description = "First run so many ticks on the demo market into a folder that is thrown away", HelpName = "N" };
        Option<double> maxAge = DoctorCommand.MaxAge();
        var command = new Command("preflight", "Check versions and surfaces before a release goes up") { strict, loops, maxAge };
        command.SetAction((result, stop) => CommandContext.RunAsync(() => RunAsync(
            EngineSettings.Load(common.Read(result), replay: false),
            TimeProvider.System,
            result.GetValue(maxAge),
            result.GetValue(strict),
            result.GetValue(loops),
            Console.Out,
            stop)));
        return command;
    }

    internal static async Task<int> RunAsync(
        EngineSettings settings, TimeProvider time, double maxAge, bool strict, int loops, TextWriter output, CancellationToken stop)
    {
        await output.WriteLineAsync($"engine      {settings.Version.Engine}");
        await output.WriteLineAsync($"documents   {(settings.Version.Docs.Length == 0 ? "unknown: no config/v7_manifest.json" : settings.Version.Docs)}");
        if (!settings.Version.Aligned)
        {
            await output.WriteLineAsync("versions    differ: set VERSION and docs_version of config/v7_manifest.json to the release");
            return ExitCodes.Failure;
        }

        if (loops > 0 && await DryRunAsync(settings, loops, stop) is not ExitCodes.Success and var code)
        {
            await output.WriteLineAsync($"dry run     failed with exit code {code}");
            return ExitCodes.Failure;
        }

        await output.WriteLineAsync($"dry run     {(loops > 0 ? $"{loops} tick{(loops == 1 ? "" : "s")} passed" : "not asked for (--dry-run-loops N)")}");
        var check = DeskCheck.Run(settings, time.EpochSeconds(), maxAge);
        await output.WriteLineAsync($"surfaces    {(check.Ok ? "healthy" : "with problems")}");
        foreach (string problem in check.Configuration.Concat(check.State.Problems))
        {
            await output.WriteLineAsync($"  {problem}");
        }

        return strict && !check.Ok ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task<int> DryRunAsync(EngineSettings settings, int loops, CancellationToken stop)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hedgeflow-preflight-");
        try
        {
            string[] own = Environment.GetCommandLineArgs();
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            {
                start.ArgumentList.Add(own[0]);
            }

            foreach (string argument in (string[])["run", "executor", "--source", "demo", "--logs", folder.FullName, "--config", settings.ConfigDirectory])
            {
                start.ArgumentList.Add(argument);
            }

            foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[("DRY_RUN", "1"), ("BINANCE_TESTNET", "1"), ("LOOP_SLEEP", "1"), ("MAX_LOOPS", $"{loops}")])
            {
                start.Environment[name] = value;
            }

            using Process process = Process.Start(start)!;
            Task drained = Task.WhenAll(process.StandardError.ReadToEndAsync(stop), process.StandardOutput.ReadToEndAsync(stop));
            try
            {
                await process.WaitForExitAsync(stop);
                await drained;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return process.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
