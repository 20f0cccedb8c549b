using System.CommandLine;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Services;
using HedgeFlow.Host.Settings;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow run shadow-heartbeat</c> and <c>run compare</c>: they write surfaces of the executor while it does not.</summary>
internal static class ServiceCommand
{
    public static Command ShadowHeartbeat(CommonOptions common) => Create(
        common,
        StatePrograms.ShadowHeartbeat,
        "Rebuild pipeline_v6_shadow_head.json while the executor does not",
        (settings, log, report) => new ShadowHeartbeatProgram(settings, log, report));

    public static Command Compare(CommonOptions common) => Create(
        common,
        StatePrograms.Compare,
        "Compare shadow decisions with orders while the executor does not",
        (settings, log, report) => new CompareProgram(settings, log, report));

    private static Command Create(
        CommonOptions common, string name, string description, Func<EngineSettings, Action<string>, Action<string>, IStandInProgram> create)
    {
        var once = new Option<bool>("--once") { Description = "One turn, then exit: 0 when it went well, else 1" };
        var command = new Command(name, description) { once };
        command.SetAction((result, stop) => CommandContext.RunAsync(() =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            settings = settings with { Once = settings.Once || result.GetValue(once) };
            Action<string> log = CommandContext.Log(settings);
            Action<string> report = settings.Once ? line => Console.WriteLine(settings.Redactor.Line(line)) : line => log($"{name}: {line}");
            return CommandContext.WriteBookAsync(settings, name, async () =>
            {
                using IStandInProgram program = create(settings, log, report);
                CommandContext.Warn(settings);
                log($"[hedgeflow {settings.Version.Engine}] {name} env={settings.EnvironmentName} interval={program.Interval:0.###}s");
                await using LiveProbes probes = await LiveProbes.StartAsync(settings, () => program.Turns, program.Interval, 0, stop);
                return await program.RunAsync(settings.Once, TimeProvider.System, stop);
            });
        }));
        return command;
    }
}
