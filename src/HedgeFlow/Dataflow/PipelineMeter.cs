using System.Diagnostics.Metrics;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Dataflow;

/// <summary>The instruments of one pipeline. Counts are read from the stage counters when a listener asks; only latencies are recorded.</summary>
internal sealed class PipelineMeter : IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter);
    private readonly string _pipeline;
    private readonly string _instance;
    private readonly IReadOnlyList<StageCounters> _stages;

    public PipelineMeter(string pipeline, string instance, IReadOnlyList<StageCounters> stages, IReadOnlyList<KeyValuePair<string, JournalGauge>> journals)
    {
        _pipeline = pipeline;
        _instance = instance;
        _stages = stages;
        StageDuration = _meter.CreateHistogram<double>(MetricNames.StageDuration, "s", "Time of a stage's code per message");
        OfferDuration = _meter.CreateHistogram<double>(MetricNames.OfferDuration, "s", "Time of the inline chain per message");
        Counter(MetricNames.StageIn, "Messages put on a stage's incoming edge", static c => c.In);
        Counter(MetricNames.StageOut, "Messages a stage finished", static c => c.Out);
        Counter(MetricNames.StageReplaced, "Messages merged into a newer one", static c => c.Replaced);
        Counter(MetricNames.StageFaults, "Faults of a stage, every try counted, those included that it caught itself", static c => c.Faulted);
        _meter.CreateObservableCounter(MetricNames.StageDropped, Drops, "{message}", "Messages dropped, by reason");
        _meter.CreateObservableGauge(
            MetricNames.StageQueueDepth,
            () => _stages.Select(s => new Measurement<long>(s.Depth, TagsOf(s.Stage))),
            "{message}",
            "Messages on a stage's incoming edge and inside it");
        _meter.CreateObservableGauge(
            MetricNames.EdgeFill,
            () => _stages.Where(s => s.Fill is not null).Select(s => new Measurement<double>(s.Fill!(), TagsOf(s.Stage))),
            null,
            "Used part of the room on a stage's incoming edge");
        _meter.CreateObservableCounter(
            MetricNames.EdgeWait,
            () => _stages.Select(s => new Measurement<double>(s.WaitedSeconds, TagsOf(s.Stage))),
            "s",
            "Time that producers waited for room on a stage's incoming edge");
        if (journals.Count > 0)
        {
            _meter.CreateObservableGauge(
                MetricNames.JournalLag,
                () => journals.Select(j => new Measurement<double>(j.Value.Lag.TotalSeconds, TagsOf(j.Key))),
                "s",
                "Time since a journal edge was last empty");
            _meter.CreateObservableGauge(
                MetricNames.JournalPendingBytes,
                () => journals.Select(j => new Measurement<long>(j.Value.PendingBytes, TagsOf(j.Key))),
                "By",
                "Bytes waiting on a journal edge");
            _meter.CreateObservableGauge(
                MetricNames.JournalSaturated,
                () => journals.Select(j => new Measurement<int>(j.Value.Saturated ? 1 : 0, TagsOf(j.Key))),
                null,
                "1 while a journal edge is above its limits");
        }
    }

    public Histogram<double> StageDuration { get; }

    public Histogram<double> OfferDuration { get; }

    public KeyValuePair<string, object?>[] TagsOf(string stage) => [.. PipelineTags(), new(MetricNames.TagStage, stage)];

    public KeyValuePair<string, object?>[] PipelineTags() => _instance.Length == 0
        ? [new(MetricNames.TagPipeline, _pipeline)]
        : [new(MetricNames.TagPipeline, _pipeline), new(MetricNames.TagInstance, _instance)];

    public void Dispose() => _meter.Dispose();

    private void Counter(string name, string description, Func<StageCounts, long> read) =>
        _meter.CreateObservableCounter(
            name,
            () => _stages.Select(s => new Measurement<long>(read(s.Snapshot()), TagsOf(s.Stage))),
            "{message}",
            description);

    private IEnumerable<Measurement<long>> Drops()
    {
        foreach (StageCounters stage in _stages)
        {
            foreach ((string reason, long count) in stage.Snapshot().DroppedByReason)
            {
                yield return new Measurement<long>(count, [.. TagsOf(stage.Stage), new(MetricNames.TagReason, reason)]);
            }
        }
    }
}
