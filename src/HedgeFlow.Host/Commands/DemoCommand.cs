using System.CommandLine;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Dashboard;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Settings;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Stages.Executor;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow demo</c>: the embedded market, the paper router, every flag on, and a live view.</summary>
internal static class DemoCommand
{
    private const double Interval = 0.2;

    public static Command Create(CommonOptions common)
    {
        var ticks = new Option<long>("--ticks") { Description = "End after so many ticks; 0 = until interrupted" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the market and the router: same seed, same market", DefaultValueFactory = _ => 1UL };
        var interval = new Option<double>("--interval") { Description = "Seconds between ticks; 0 = as fast as it goes", DefaultValueFactory = _ => Interval };
        var orders = new Option<string>("--orders") { Description = "Where order facts come from", DefaultValueFactory = _ => "paper" };
        orders.AcceptOnlyFromAmong("paper", "none");
        var duration = new Option<TimeSpan?>("--for") { Description = "End after this time: 10s, 5m, 2h", CustomParser = DurationText.Parse, HelpName = "TIME" };
        var record = new Option<string?>("--record") { Description = "Write what the market did as a feed that can be replayed", HelpName = "FILE" };
        var dashboard = new Option<bool>("--dashboard") { Description = "Serve the page of this run as well" };
        var metrics = new Option<int?>("--metrics-port") { Description = "Serve /metrics, /healthz and /readyz on this port of the loopback address" };
        Option<int> port = RunDashboardCommand.PortOption();
        var command = new Command("demo", "The embedded market through the whole engine, live; no network") { ticks, seed, interval, orders, duration, record, dashboard, port, metrics };
        command.SetAction((result, stop) => CommandContext.RunAsync(async () =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            settings = settings with
            {
                Seed = result.GetValue(seed),
                Orders = Enum.Parse<OrderMode>(result.GetValue(orders)!, ignoreCase: true),
                Flags = V6Flags.AllOn,
                DryRun = true,
                Testnet = true,
                Context = settings.Context with { DryRun = "1", Testnet = "1" },
                Demo = true,
            };
            long most = result.GetValue(ticks);
            var limits = new RunLimits(false, most > 0 ? most : null, result.GetValue(duration), result.GetValue(record));
            return await CommandContext.WriteBookAsync(settings, "executor", () => RunAsync(settings, result.GetValue(interval), limits, result.GetValue(dashboard) ? result.GetValue(port) : null, result.GetValue(metrics), stop));
        }));
        return command;
    }

    private static async Task<int> RunAsync(EngineSettings settings, double interval, RunLimits limits, int? dashboardPort, int? metricsPort, CancellationToken stop)
    {
        var messages = new MessageLog();
        await using Engine engine = Engine.Create(settings, null, line => messages.Add(settings.Redactor.Line(line)));
        engine.Rejected = rejection => messages.Add(rejection.ToString());
        using DemoFeed feed = LiveSource.Demo(settings, engine, interval, limits.MaxTicks ?? 0);
        await using DashboardServer? server = dashboardPort is { } port ? await RunDashboardCommand.OpenAsync(settings, port, stop) : null;
        if (server is not null)
        {
            Console.WriteLine($"dashboard at {server.Address}");
        }

        await using LiveProbes probes = await LiveProbes.StartAsync(settings, () => engine.Pump.Ticks, interval, metricsPort, stop);
        var view = new DemoView(engine, messages);
        int code = await LiveHost.RunAsync(settings, engine, feed, limits, view.RunAsync, stop);
        view.Finish();
        return code;
    }
}
