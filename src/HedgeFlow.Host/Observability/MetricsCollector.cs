using System.Diagnostics.Metrics;
using System.Text;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Host.Observability;

/// <summary>Listens to the program's meter and the runtime's, and writes what it heard as Prometheus text.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    /// <param name="meters">Names of the meters; none = the program's and the runtime's (GC, threads).</param>
    public MetricsCollector(params string[] meters)
    {
        string[] wanted = meters.Length > 0 ? meters : [MetricNames.Meter, "System.Runtime"];
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wanted.Contains(instrument.Meter.Name, StringComparer.Ordinal))
            {
                var family = new MetricFamily(instrument);
                lock (_families)
                {
                    // Two pipelines publish the same instrument: their series belong to one family.
                    if (_families.TryGetValue(family.Name, out MetricFamily? known))
                    {
                        family = known;
                    }

                    _families[family.Name] = family;
                }

                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<double>(static (instrument, value, tags, state) => Measure(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<long>(static (instrument, value, tags, state) => Measure(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>(static (instrument, value, tags, state) => Measure(instrument, value, tags, state));
        _listener.Start();
    }

    /// <summary>One scrape.</summary>
    public string Scrape()
    {
        string? failed = Observe();
        MetricFamily[] families;
        lock (_families)
        {
            families = [.. _families.Values];
        }

        var text = new StringBuilder("# What to alert on, at what threshold and why: docs/alerts.md\n", 1 << 14);
        if (failed is not null)
        {
            text.Append("# not observed: ").Append(failed).Append('\n');
        }

        foreach (MetricFamily family in families)
        {
            PrometheusText.Write(text, family);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Asks the instruments that answer only when asked. One that throws does not cost the scrape; the kind of its exception is told.</summary>
    private string? Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
            return null;
        }
        catch (AggregateException e)
        {
            return string.Join(' ', e.Flatten().InnerExceptions.Select(inner => inner.GetType().Name).Distinct(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.GetType().Name;
        }
    }

    private static void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((MetricFamily)state!).Measure(value, tags, MetricFamily.IsAbsolute(instrument));
}
