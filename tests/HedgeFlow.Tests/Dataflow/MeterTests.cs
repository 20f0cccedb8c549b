using System.Diagnostics.Metrics;
using HedgeFlow.Dataflow;
using HedgeFlow.Telemetry;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

[TestClass]
public sealed class MeterTests
{
    [TestMethod]
    [Timeout(30_000)]
    public async Task EveryCount_IsAnInstrument_WithPipelineStageAndInstance()
    {
        string instance = Guid.NewGuid().ToString();
        var b = new PipelineBuilder("measured", PipelineMode.Live, new PipelineOptions { Instance = instance });
        var one = new int[1];
        InlineNode<int, int> head = b.Head<int, int>("head", static i => i == 2 ? StageOutcome<int>.Dropped("even") : StageOutcome<int>.Ok(i));
        b.Journal(head, _ => one, b.Sink<int>("append", static _ => { }), new() { Bytes = static _ => 1 });
        await using Pipeline<int> pipeline = b.Build(head);

        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (string.Equals(instrument.Meter.Name, MetricNames.Meter, StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> byName = new(tags.ToArray(), StringComparer.Ordinal);
            if (!Equals(byName.GetValueOrDefault(MetricNames.TagInstance), instance))
            {
                return;
            }

            Assert.AreEqual("measured", byName[MetricNames.TagPipeline]);
            string key = string.Join(' ', instrument.Name, byName.GetValueOrDefault(MetricNames.TagStage), byName.GetValueOrDefault(MetricNames.TagReason)).TrimEnd();
            lock (seen)
            {
                seen[key] = instrument is Histogram<double> ? seen.GetValueOrDefault(key) + 1 : value;
            }
        }

        listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Note(i, v, tags));
        listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Note(i, v, tags));
        listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Note(i, v, tags));
        listener.Start();

        pipeline.Start();
        for (int i = 1; i <= 3; i++)
        {
            pipeline.Offer(i);
        }

        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        listener.RecordObservableInstruments();
        Assert.AreEqual(3, seen["hedgeflow.stage.in head"]);
        Assert.AreEqual(2, seen["hedgeflow.stage.out head"]);
        Assert.AreEqual(1, seen["hedgeflow.stage.dropped head even"]);
        Assert.AreEqual(0, seen["hedgeflow.stage.replaced head"]);
        Assert.AreEqual(0, seen["hedgeflow.stage.faults head"]);
        Assert.AreEqual(0, seen["hedgeflow.stage.queue_depth append"]);
        Assert.AreEqual(3, seen["hedgeflow.stage.duration head"]);
        Assert.AreEqual(2, seen["hedgeflow.stage.duration append"]);
        Assert.AreEqual(3, seen["hedgeflow.pipeline.offer.duration"]);
        Assert.AreEqual(0, seen["hedgeflow.journal.pending_bytes append"]);
        Assert.AreEqual(0, seen["hedgeflow.journal.saturated append"]);
    }
}
