using System.Diagnostics.Metrics;
using HedgeFlow.Host.Settings;
using HedgeFlow.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HedgeFlow.Host.Observability;

/// <summary>
/// Metrics and traces over OTLP, by the standard environment variables: on when an endpoint is set, for both signals or for one; off
/// without, and where <c>OTEL_SDK_DISABLED</c>, <c>OTEL_METRICS_EXPORTER=none</c> or <c>OTEL_TRACES_EXPORTER=none</c> says so.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    private OtlpExport(MeterProvider? metrics, TracerProvider? traces) => (_metrics, _traces) = (metrics, traces);

    /// <summary>Null when nothing is to be sent.</summary>
    /// <param name="environment">Variables of the run; the exporter reads the same ones, so that a <c>.env</c> file counts for it as well.</param>
    /// <param name="version">Version of the engine.</param>
    public static OtlpExport? Open(EnvironmentReader environment, string version)
    {
        Func<string, string?> variable = environment.Text;
        if (!Wants(variable))
        {
            return null;
        }

        bool metrics = Wanted(variable, "METRICS"), traces = Wanted(variable, "TRACES");

        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and win.
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService("hedgeflow", serviceVersion: version).AddEnvironmentVariableDetector();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(environment.Variables.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value))).Build();

        // The usual bounds are meant for milliseconds: every duration here would fall into the first bucket.
        var seconds = new ExplicitBucketHistogramConfiguration { Boundaries = MetricSeries.Bounds };
        return new OtlpExport(
            metrics ? Sdk.CreateMeterProviderBuilder().ConfigureServices(services => services.AddSingleton(configuration)).SetResourceBuilder(resource)
                .AddMeter(MetricNames.Meter, "System.Runtime")
                .AddView(instrument => instrument.Meter.Name == MetricNames.Meter && instrument is Histogram<double> ? seconds : null)
                .AddOtlpExporter().Build() : null,
            traces ? Sdk.CreateTracerProviderBuilder().ConfigureServices(services => services.AddSingleton(configuration)).SetResourceBuilder(resource)
                .AddSource(MetricNames.Meter).AddOtlpExporter().Build() : null);
    }

    /// <summary>True when at least one signal is to be sent.</summary>
    public static bool Wants(Func<string, string?> variable) =>
        !string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase) && (Wanted(variable, "METRICS") || Wanted(variable, "TRACES"));

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static bool Wanted(Func<string, string?> variable, string signal) =>
        variable($"OTEL_{signal}_EXPORTER") is not "none"
        && (variable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null;
}
