using System.Runtime.InteropServices;
using HedgeFlow.Feed;
using HedgeFlow.Host.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HedgeFlow.Host.Composition;

/// <summary>The generic host around a live executor: signals, drain, exit code.</summary>
internal static class LiveHost
{
    /// <summary>Runs until the source ends, a limit is reached or the process is told to stop; a second signal ends it at once.</summary>
    /// <param name="settings">Settings of the run.</param>
    /// <param name="engine">Built, not started.</param>
    /// <param name="source">What to read.</param>
    /// <param name="limits">When to end.</param>
    /// <param name="view">Runs beside it until its token is cancelled (a live view); null = nothing.</param>
    /// <param name="stop">Stops the run from outside.</param>
    public static async Task<int> RunAsync(
        EngineSettings settings, Engine engine, IFeedSource source, RunLimits limits, Func<CancellationToken, Task>? view, CancellationToken stop)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(settings.Host.DrainSeconds + 5));
        builder.Services.AddSingleton(services => new ExecutorService(
            engine, source, limits, services.GetRequiredService<IHostApplicationLifetime>(), line => Console.Error.WriteLine(settings.Redactor.Line(line))));
        builder.Services.AddHostedService(services => services.GetRequiredService<ExecutorService>());
        using IHost host = builder.Build();
        using PosixSignalRegistration interrupts = StopSignals.Register(PosixSignal.SIGINT, host.Services.GetRequiredService<IHostApplicationLifetime>());
        using PosixSignalRegistration terminations = StopSignals.Register(PosixSignal.SIGTERM, host.Services.GetRequiredService<IHostApplicationLifetime>());
        ExecutorService service = host.Services.GetRequiredService<ExecutorService>();
        using CancellationTokenSource viewing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await host.StartAsync(stop);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(viewing.Cancel);
        Task watching = view is null ? Task.CompletedTask : view(viewing.Token);
        await host.WaitForShutdownAsync(stop);
        await watching;
        return service.ExitCode;
    }
}
