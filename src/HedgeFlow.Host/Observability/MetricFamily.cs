using System.Diagnostics.Metrics;

namespace HedgeFlow.Host.Observability;

/// <summary>Everything measured under one name. Thread-safe; a measurement of a known series allocates nothing.</summary>
internal sealed class MetricFamily(Instrument instrument)
{
    /// <summary>More series than that are left out: a tag must never grow without bound.</summary>
    public const int MaxSeries = 2000;

    private readonly Lock _lock = new();
    private readonly List<MetricSeries> _series = [];

    public string Name { get; } = PrometheusText.NameOf(instrument);

    public string Help { get; } = instrument.Description ?? instrument.Name;

    public MetricKind Kind { get; } = KindOf(instrument);

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool absolute)
    {
        lock (_lock)
        {
            MetricSeries? series = null;
            foreach (MetricSeries known in _series)
            {
                if (known.Has(tags))
                {
                    series = known;
                    break;
                }
            }

            if (series is null)
            {
                if (_series.Count == MaxSeries)
                {
                    return;
                }

                _series.Add(series = new MetricSeries(tags.ToArray()));
            }

            if (Kind == MetricKind.Histogram)
            {
                series.Record(value);
            }
            else
            {
                series.Value = absolute ? value : series.Value + value;
            }
        }
    }

    public void Read(Action<MetricSeries> reader)
    {
        lock (_lock)
        {
            _series.ForEach(reader);
        }
    }

    public static bool IsAbsolute(Instrument instrument) => instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);

    private static MetricKind KindOf(Instrument instrument)
    {
        string type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.Counter
            : MetricKind.Gauge;
    }
}
