using System.CommandLine;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Services;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow run sync</c>: the mirror. It starts in production too: only its remote half needs permission.</summary>
internal static class RunSyncCommand
{
    public static Command Create(CommonOptions common)
    {
        var once = new Option<bool>("--once") { Description = "One cycle, then exit: 0 when it went well, else 1" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what one cycle would write, on this machine and at the remote; write nothing" };
        var json = new Option<bool>("--json") { Description = "With --dry-run: print the documents themselves as JSON" };
        var metrics = new Option<int?>("--metrics-port") { Description = "Serve /metrics, /healthz and /readyz on this port of the loopback address" };
        var command = new Command("sync", "Mirror the state: nav_state.json, and the remote where one is configured") { once, dryRun, json, metrics };
        command.SetAction((result, stop) => CommandContext.RunAsync(async () =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            settings = settings with { Once = settings.Once || result.GetValue(once) };
            double interval = SyncProgram.Interval(settings);
            CommandContext.Warn(settings);
            Action<string> log = CommandContext.Log(settings);
            using FirestoreAccess access = FirestoreAccess.Open(settings, TimeProvider.System, log);
            if (result.GetValue(dryRun))
            {
                SyncPreview.Write(settings, access, result.GetValue(json), TimeProvider.System.EpochSeconds(), log, Console.Out);
                return ExitCodes.Success;
            }

            return await CommandContext.HoldAsync(
                settings, StatePrograms.Sync, () => RunAsync(settings, access, result.GetValue(once), interval, result.GetValue(metrics), log, stop));
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        EngineSettings settings, FirestoreAccess access, bool once, double interval, int? metricsPort, Action<string> log, CancellationToken stop)
    {
        log($"[hedgeflow {settings.Version.Engine}] sync env={settings.EnvironmentName} interval={interval:0.###}s remote={(access.MayWrite ? access.Description : "off")}");
        if (access.Refusal is { } refusal)
        {
            log($"warning: the remote is not written: {refusal}; local files continue");
        }

        await using var program = new SyncProgram(settings, access, TimeProvider.System, log);
        await using LiveProbes probes = await LiveProbes.StartAsync(settings, () => program.Stage.Counters.Cycles, interval, metricsPort ?? 0, stop);
        int code = await program.RunAsync(once, stop);
        foreach (string line in program.Report())
        {
            if (once)
            {
                await Console.Out.WriteLineAsync(settings.Redactor.Line(line));
            }
            else
            {
                log(line);
            }
        }

        return code;
    }
}
