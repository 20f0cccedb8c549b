using System.CommandLine;
using System.Text;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Services;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Compare;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe compare</c>: one comparison of the shadow log with the order logs; prints the summary as JSON.</summary>
internal static class CompareProbe
{
    public static Command Create(CommonOptions common)
    {
        var limit = new Option<int>("--shadow-limit")
        {
            Description = "Newest shadow decisions that are compared; 0 or less = all",
            DefaultValueFactory = _ => CompareOptions.Default.ShadowLimit,
            HelpName = "N",
        };
        var noWrite = new Option<bool>("--no-write") { Description = "Only print: no file is written and no lock is taken" };
        var command = new Command("compare", "Compare shadow decisions with orders once; prints the summary as JSON") { limit, noWrite };
        command.SetAction((result, _) => CommandContext.RunAsync(async () =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            if (!Directory.Exists(settings.Paths.Root))
            {
                throw new SettingsException($"--logs: {settings.Paths.Root}: no such folder; a probe reads what a run wrote");
            }

            int shown = result.GetValue(limit) is > 0 and var n ? n : int.MaxValue;
            return result.GetValue(noWrite)
                ? Print(settings, Run(settings, shown))
                : await CommandContext.WriteBookAsync(settings, StatePrograms.Executor, () => Task.FromResult(Write(settings, shown)));
        }));
        return command;
    }

    private static CompareRun Run(EngineSettings settings, int limit)
    {
        CompareOptions options = ShadowWiring.Comparison(settings, 0) with { ShadowLimit = limit };
        var cycle = new CompareCycle(TimeProvider.System.EpochSeconds());
        CompareProgram.Read(cycle, settings.Paths, options);
        cycle.Compare(options);
        return cycle.Run!;
    }

    private static int Write(EngineSettings settings, int limit)
    {
        CompareRun run = Run(settings, limit);
        Action<string> log = CommandContext.Log(settings);
        using var surfaces = new StandInSurfaces(settings, log);
        return CompareProgram.Write(run, surfaces, new SharedLog(settings, log)) ? Print(settings, run) : ExitCodes.Failure;
    }

    private static int Print(EngineSettings settings, CompareRun run)
    {
        Console.Out.WriteLine(Encoding.UTF8.GetString(settings.Redactor.Clean(RawJson.Of(run.Summary, PipelineV6CompareSummaryState.Surface.TypeInfo).Utf8.Span)));
        return ExitCodes.Success;
    }
}
