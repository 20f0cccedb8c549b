using System.CommandLine;
using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow run executor</c>: the live engine.</summary>
internal static class RunExecutorCommand
{
    public static Command Create(CommonOptions common)
    {
        var once = new Option<bool>("--once") { Description = "Exactly one tick with every emitter due, then exit" };
        var source = new Option<string?>("--source") { Description = "demo, stdin, or tail:PATH (follows a growing feed file)", HelpName = "demo|stdin|tail:PATH" };
        var duration = new Option<TimeSpan?>("--for") { Description = "End after this time: 10s, 5m, 2h", CustomParser = DurationText.Parse, HelpName = "TIME" };
        var record = new Option<string?>("--record") { Description = "Write what comes in as a feed that can be replayed", HelpName = "FILE" };
        var metrics = new Option<int?>("--metrics-port") { Description = "Serve /metrics, /healthz and /readyz on this port of the loopback address" };
        var command = new Command("executor", "The live engine: feed, decisions, telemetry") { once, source, duration, record, metrics };
        command.SetAction((result, stop) => CommandContext.RunAsync(async () =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            if (!settings.MayWrite)
            {
                // Before the source is looked at: what is refused anyhow need not be complete.
                return await CommandContext.RefuseAsync();
            }

            string chosen = LiveSource.Choose(settings, result.GetValue(source));
            settings = settings with { Orders = LiveSource.OrdersOf(chosen), Once = settings.Once || result.GetValue(once), DryRunSwitch = new DryRunSwitch(settings.DryRun) };
            var limits = new RunLimits(
                settings.Once,
                settings.Once ? 1 : settings.MaxLoops > 0 ? settings.MaxLoops : null,
                result.GetValue(duration),
                result.GetValue(record),
                settings.Once ? null : LiveSource.FileOf(chosen),
                settings.Environment.Flag(IntentTestSink.Variable));
            return await CommandContext.WriteBookAsync(settings, "executor", () => RunAsync(settings, chosen, limits, result.GetValue(metrics), stop));
        }));
        return command;
    }

    private static async Task<int> RunAsync(EngineSettings settings, string chosen, RunLimits limits, int? metricsPort, CancellationToken stop)
    {
        void Log(string line) => Console.Error.WriteLine(settings.Redactor.Line(line));
        foreach (string line in StartLines.Of(settings, chosen))
        {
            Log(line);
        }

        if (settings.ForgetsCaches)
        {
            // Under the lock, unlike the start-up order of the contract: these are files of whoever holds it.
            CarriedCaches.Forget(settings.Paths.Root, Log);
        }

        if (!settings.Once)
        {
            GraphWarmup.Run(settings, Log);
        }

        await using Engine engine = Engine.Create(settings, null, Log);
        engine.Rejected = rejection => Log(rejection.ToString());
        using IFeedSource feed = LiveSource.Open(settings, engine, chosen);
        await using LiveProbes probes = await LiveProbes.StartAsync(settings, () => engine.Pump.Ticks, settings.LoopSleepSeconds, metricsPort, stop);
        return await LiveHost.RunAsync(settings, engine, feed, limits, null, stop);
    }
}
