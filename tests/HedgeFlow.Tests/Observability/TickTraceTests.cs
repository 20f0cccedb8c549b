using System.Collections.Concurrent;
using System.Diagnostics;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Observability;
using HedgeFlow.Telemetry;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Observability;

[TestClass, DoNotParallelize]
public sealed class TickTraceTests
{
    [TestMethod, Timeout(120_000)]
    public async Task A_tick_is_one_trace_from_the_snapshot_to_publication()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MetricNames.Meter,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var folder = new TemporaryFolder();
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { });
        engine.Pipeline.Start();
        using DemoFeed feed = new(new DemoMarket(new DemoOptions { Seed = 1, StartTs = 1_700_000_000, TickInterval = 1, MaxTicks = 5 }), null);
        while (feed.TryRead(engine.Pump, CancellationToken.None))
        {
        }

        await engine.FinishAsync(feed.Counters);
        Activity last = spans.Last(span => span.OperationName == "publish");
        Activity[] trace = [.. spans.Where(span => span.TraceId == last.TraceId)];
        Activity tick = trace.Single(span => span.OperationName == "tick");
        CollectionAssert.IsSubsetOf((string[])["exchange-snapshot", "executor", "router-metric", "risk", "intel", "publish"], trace.Select(span => span.OperationName).ToArray());
        Activity decision = trace.Single(span => span.OperationName == "executor");
        foreach (Activity span in trace.Where(span => span != tick))
        {
            Assert.AreEqual(span.OperationName is "exchange-snapshot" or "executor" ? tick.SpanId : decision.SpanId, span.ParentSpanId, span.OperationName);
        }

        Assert.IsGreaterThan(0, (int)tick.GetTagItem("symbols")!);
        Assert.AreEqual(5, spans.Count(span => span.OperationName == "tick"));
    }

    [TestMethod]
    public void Nobody_listening_costs_no_memory()
    {
        object message = new();
        _ = Once(message);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Assert.IsTrue(Once(message) is null);
        }

        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [TestMethod]
    [DataRow("", false)]
    [DataRow("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", true)]
    [DataRow("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:1", true)]
    [DataRow("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1 OTEL_SDK_DISABLED=true", false)]
    [DataRow("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1 OTEL_TRACES_EXPORTER=none OTEL_METRICS_EXPORTER=none", false)]
    public void The_standard_variables_turn_the_export_on_and_off(string environment, bool on)
    {
        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        Assert.AreEqual(on, OtlpExport.Wants(name => variables.GetValueOrDefault(name)));
    }

    private static Activity? Once(object message)
    {
        using Activity? tick = TickTrace.Begin(1);
        using Activity? stage = TickTrace.Stage("executor", message);
        return tick ?? stage;
    }
}
