using System.Globalization;
using System.Net;
using System.Text;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HedgeFlow.Host.Observability;

/// <summary>
/// What watches a live program from outside: <c>/metrics</c>, <c>/healthz</c> and <c>/readyz</c> on loopback when a port is given,
/// OTLP when its endpoint is set, the service manager's watchdog when there is one. Off by default.
/// </summary>
internal sealed class LiveProbes : IAsyncDisposable
{
    private readonly Func<long> _turns;
    private readonly double _pace;
    private readonly EngineSettings _settings;
    private readonly string? _notify;
    private readonly ITimer _timer;
    private readonly OtlpExport? _otlp;
    private MetricsCollector? _metrics;
    private WebApplication? _application;
    private long _ticks;
    private double _lastTick;
    private bool _ready;
    private long _asked;

    private LiveProbes(EngineSettings settings, Func<long> turns, double pace)
    {
        (_settings, _turns, _pace) = (settings, turns, pace);
        _lastTick = TimeProvider.System.EpochSeconds();
        _notify = settings.Environment.Text("NOTIFY_SOCKET");
        double watchdog = settings.Environment.Number("WATCHDOG_USEC", 0, min: 0) / 1e6;
        var beat = TimeSpan.FromSeconds(watchdog > 0 ? Math.Clamp(watchdog / 3, 0.1, 1) : 1);
        _timer = TimeProvider.System.CreateTimer(_ => Beat(), null, beat, beat);
        _otlp = OtlpExport.Open(settings.Environment, settings.Version.Engine);
    }

    /// <summary>Seconds without a turn after which the loop counts as dead.</summary>
    private double Patience => Math.Max(30, _pace * 10);

    /// <param name="settings">Settings of the run.</param>
    /// <param name="turns">Turns of the loop that is watched, so far.</param>
    /// <param name="pace">Seconds from one turn to the next.</param>
    /// <param name="port">Port of the endpoints; null = HEDGEFLOW_METRICS_PORT, and without that none.</param>
    /// <param name="stop">Ends the start.</param>
    /// <exception cref="SettingsException">The port is taken.</exception>
    public static async Task<LiveProbes> StartAsync(EngineSettings settings, Func<long> turns, double pace, int? port, CancellationToken stop)
    {
        var probes = new LiveProbes(settings, turns, pace);
        int chosen = port ?? settings.Environment.Count("HEDGEFLOW_METRICS_PORT", 0);
        if (chosen > 0)
        {
            probes._metrics = new MetricsCollector();
            probes._application = probes.Build(chosen);
            try
            {
                await probes._application.StartAsync(stop);
            }
            catch (IOException)
            {
                await probes.DisposeAsync();
                throw new SettingsException($"--metrics-port {chosen} is taken: give another one");
            }
        }

        return probes;
    }

    public async ValueTask DisposeAsync()
    {
        SystemdNotify.Send(_notify, "STOPPING=1");
        await _timer.DisposeAsync();
        if (_application is { } application)
        {
            await application.DisposeAsync();
        }

        _metrics?.Dispose();
        _otlp?.Dispose();
    }

    private bool Healthy => TimeProvider.System.EpochSeconds() - Volatile.Read(ref _lastTick) <= Patience;

    private void Beat()
    {
        if (_turns() is var ticks && ticks != _ticks)
        {
            _ticks = ticks;
            Volatile.Write(ref _lastTick, TimeProvider.System.EpochSeconds());
            if (!_ready)
            {
                _ready = true;
                SystemdNotify.Send(_notify, "READY=1");
            }
        }

        if (Healthy)
        {
            SystemdNotify.Send(_notify, "WATCHDOG=1");
        }
    }

    private WebApplication Build(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        return application;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        (int status, string body, string type) = !HostAllowed(context.Request.Host.Host)
            ? (StatusCodes.Status421MisdirectedRequest, "host not served here\n", "text/plain")
            : !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            ? (StatusCodes.Status405MethodNotAllowed, "read only\n", "text/plain")
            : context.Request.Path.Value switch
            {
                "/metrics" => (StatusCodes.Status200OK, _metrics!.Scrape(), PrometheusText.ContentType),
                "/healthz" => Answer(Healthy, string.Create(CultureInfo.InvariantCulture, $"no tick for {Patience:0} s")),
                "/readyz" => Answer(_turns() > 0 && Writable(), "no snapshot yet, or the state folder cannot be written"),
                _ => (StatusCodes.Status404NotFound, "not found\n", "text/plain"),
            };
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (status, type, bytes.Length);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    /// <summary>Loopback by name or number: a page of another site that resolves to this machine gets nothing.</summary>
    private static bool HostAllowed(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static (int Status, string Body, string Type) Answer(bool good, string problem) =>
        good ? (StatusCodes.Status200OK, "ok\n", "text/plain") : (StatusCodes.Status503ServiceUnavailable, problem + "\n", "text/plain");

    private bool Writable()
    {
        try
        {
            // A name per question: two at once must not find each other's file in the way.
            using FileStream probe = new(Path.Combine(_settings.Paths.State, $".ready.{Interlocked.Increment(ref _asked)}.tmp"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
