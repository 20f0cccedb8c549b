using System.CommandLine;
using System.Runtime.InteropServices;
using HedgeFlow.Host.Dashboard;
using HedgeFlow.Host.Observability;
using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow run dashboard</c>: the read-only page, a process of its own.</summary>
internal static class RunDashboardCommand
{
    public static Option<int> PortOption() => new("--port") { Description = "Port of the page; the next two are tried when it is taken", DefaultValueFactory = _ => DashboardOptions.DefaultPort };

    public static Command Create(CommonOptions common)
    {
        Option<int> port = PortOption();
        var command = new Command("dashboard", "The read-only page, from the files alone") { port };
        command.SetAction((result, stop) => CommandContext.RunAsync(async () =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            await using DashboardServer server = await OpenAsync(settings, result.GetValue(port), stop);
            Console.WriteLine($"dashboard at {server.Address}");
            string? manager = settings.Environment.Text("NOTIFY_SOCKET");
            SystemdNotify.Send(manager, "READY=1");
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ended));
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ended));
            var waiting = new TaskCompletionSource();
            await using CancellationTokenRegistration registration = ended.Token.Register(waiting.SetResult);
            await waiting.Task;
            SystemdNotify.Send(manager, "STOPPING=1");
            return ExitCodes.Success;
        }));
        return command;
    }

    /// <exception cref="SettingsException">No port is free.</exception>
    public static async Task<DashboardServer> OpenAsync(EngineSettings settings, int port, CancellationToken stop)
    {
        try
        {
            return await DashboardServer.StartAsync(DashboardOptions.From(settings, port), stop);
        }
        catch (IOException)
        {
            throw new SettingsException($"ports {port} to {port + 2} are taken: give another --port");
        }
    }

    private static void End(PosixSignalContext signal, CancellationTokenSource ended)
    {
        signal.Cancel = true;
        ended.Cancel();
    }
}
