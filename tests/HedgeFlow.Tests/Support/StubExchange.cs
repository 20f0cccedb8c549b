using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HedgeFlow.Tests.Support;

/// <summary>A server on loopback that answers as the exchange would, or as a test wants.</summary>
internal sealed class StubExchange : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<(string PathAndQuery, string? Key)> _requests = [];

    private StubExchange(Func<HttpRequest, (int Status, string Body)?> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(async context =>
        {
            lock (_requests)
            {
                _requests.Add((context.Request.Path + context.Request.QueryString.Value, context.Request.Headers["X-MBX-APIKEY"]));
            }

            if (answer(context.Request) is not { } reply)
            {
                // No answer at all: until the client gives up.
                var gone = new TaskCompletionSource();
                context.RequestAborted.Register(gone.SetResult);
                await gone.Task;
                return;
            }

            context.Response.StatusCode = reply.Status;
            if (reply.Status is >= 300 and < 400)
            {
                context.Response.Headers.Location = reply.Body;
                return;
            }

            await context.Response.WriteAsync(reply.Body);
        });
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>What came in: path with query, and the key header.</summary>
    public IReadOnlyList<(string PathAndQuery, string? Key)> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <param name="answer">Status and body of a request; null = silence.</param>
    public static async Task<StubExchange> StartAsync(Func<HttpRequest, (int Status, string Body)?> answer)
    {
        var stub = new StubExchange(answer);
        await stub._application.StartAsync();
        stub.Address = new Uri(stub._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return stub;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
