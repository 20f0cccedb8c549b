using System.Diagnostics.Metrics;
using HedgeFlow.Host.Observability;

namespace HedgeFlow.Tests.Observability;

[TestClass]
public sealed class PrometheusTextTests
{
    [TestMethod]
    public void Instruments_are_written_in_the_exposition_format()
    {
        using var meter = new Meter("exposition-test");
        using var collector = new MetricsCollector("exposition-test");
        Counter<long> counter = meter.CreateCounter<long>("a.count", "{message}", "Counts\nof it");
        Histogram<double> histogram = meter.CreateHistogram<double>("a.time", "s", "Time");
        meter.CreateObservableGauge("a.size", () => 7, "By", "Size");
        counter.Add(2, new KeyValuePair<string, object?>("stage", "x\"y\\z"));
        counter.Add(3, new KeyValuePair<string, object?>("stage", "x\"y\\z"));
        histogram.Record(0.002);
        histogram.Record(99);
        string text = collector.Scrape();
        StringAssert.Contains(text, "# HELP a_count_total Counts\\nof it\n# TYPE a_count_total counter\na_count_total{stage=\"x\\\"y\\\\z\"} 5\n");
        StringAssert.Contains(text, "# TYPE a_size_bytes gauge\na_size_bytes 7\n");
        StringAssert.Contains(text, "a_time_seconds_bucket{le=\"0.001\"} 0\na_time_seconds_bucket{le=\"0.0025\"} 1\n");
        StringAssert.Contains(text, "a_time_seconds_bucket{le=\"+Inf\"} 2\na_time_seconds_sum 99.002\na_time_seconds_count 2\n");
    }

    [TestMethod]
    public void An_instrument_that_throws_costs_only_itself()
    {
        using var meter = new Meter("throwing-test");
        using var collector = new MetricsCollector("throwing-test");
        meter.CreateObservableGauge("a.bad", new Func<int>(() => throw new InvalidOperationException("secret")));
        meter.CreateObservableGauge("b.good", () => 7);
        string text = collector.Scrape();
        StringAssert.Contains(text, "# not observed: InvalidOperationException\n");
        StringAssert.Contains(text, "b_good 7\n");
        Assert.DoesNotContain("secret", text);
    }
}
