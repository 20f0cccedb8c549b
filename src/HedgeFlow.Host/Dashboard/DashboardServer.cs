using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HedgeFlow.Host.Dashboard;

/// <summary>The listening page: started on the wanted port, or on one of the next two when it is taken.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private const int OtherPorts = 2;

    private readonly WebApplication _application;
    private readonly StateFeed _feed;

    private DashboardServer(WebApplication application, StateFeed feed, Uri address)
    {
        _application = application;
        _feed = feed;
        Address = address;
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <exception cref="IOException">None of the ports is free.</exception>
    public static async Task<DashboardServer> StartAsync(DashboardOptions options, CancellationToken stop, Board? board = null)
    {
        board ??= new Board(options);
        for (int port = options.Port; ; port++)
        {
            var feed = new StateFeed(board, options.Time);
            WebApplication application = Build(new DashboardEndpoints(board, feed, options), options, port);
            try
            {
                await application.StartAsync(stop);
                string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
                return new DashboardServer(application, feed, new Uri(address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
            }
            catch (IOException) when (options.Port != 0 && port < options.Port + OtherPorts)
            {
                await application.DisposeAsync();
                await feed.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(DashboardEndpoints endpoints, DashboardOptions options, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestLineSize = 4096;
            kestrel.Limits.MaxConcurrentConnections = 512;
            kestrel.Listen(options.Bind is { } bind && IPAddress.TryParse(bind, out IPAddress? address) ? address : IPAddress.Loopback, port);
        });
        WebApplication application = builder.Build();
        application.Run(endpoints.HandleAsync);
        return application;
    }
}
