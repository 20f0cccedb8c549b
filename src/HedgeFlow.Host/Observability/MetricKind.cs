namespace HedgeFlow.Host.Observability;

/// <summary>The types of the exposition format that the program uses.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
