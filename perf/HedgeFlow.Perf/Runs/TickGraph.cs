using HedgeFlow.Dataflow;
using HedgeFlow.Host.Composition;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Pipelines;
using HedgeFlow.Stages;
using HedgeFlow.Storage;

namespace HedgeFlow.Perf.Runs;

/// <summary>The live engine's own graph, with the telemetry side throttled as the load asks for; the head is never touched.</summary>
internal sealed class TickGraph : IAsyncDisposable
{
    private readonly Workplace _place = new();
    private readonly GatedFileSystem _disk = new(PhysicalFileSystem.Instance);
    private readonly EngineParts _parts;

    public TickGraph(PublisherLoad load)
    {
        _parts = EngineParts.Create(_place.Settings(replay: false), TimeProvider.System, _ => { }, _disk);
        ExecutorStages stages = _parts.Stages;
        if (load is PublisherLoad.Off or PublisherLoad.OneHertz)
        {
            stages = stages with
            {
                RouterMetric = Throttle(stages.RouterMetric, load),
                Risk = Throttle(stages.Risk, load),
                Intel = Throttle(stages.Intel, load),
                Publish = Throttle(stages.Publish, load),
            };
        }

        Pipeline = ExecutorPipeline.Build(stages, ExecutorEdges.Default, new PipelineOptions { Instance = "perf", OnFault = _parts.OnFault }, out JournalGauge gauge);
        _parts.Saturated = () => gauge.Saturated;
        Pipeline.Start();
    }

    public Pipeline<FeedItem> Pipeline { get; }

    public long Ticks => _parts.Executor.Counters.Ticks;

    public long Intents => _parts.Executor.Counters.Intents;

    public long Published => _parts.Publish.Published;

    public void Stall() => _disk.Gate.Reset();

    public async ValueTask DisposeAsync()
    {
        _disk.Gate.Set();
        Pipeline.Offer(FeedItem.End);
        await Pipeline.DrainAsync(TimeSpan.FromSeconds(30));
        await Pipeline.DisposeAsync();
        _parts.Dispose();
        _disk.Dispose();
        _place.Dispose();
    }

    private static Action<TickFrame> Throttle(Action<TickFrame> stage, PublisherLoad load)
    {
        if (load == PublisherLoad.Off)
        {
            return static _ => { };
        }

        // Every stage sees the same frames, so each comes to the same answer by itself.
        double last = double.NegativeInfinity;
        return frame =>
        {
            if (frame.Now - last >= 1)
            {
                last = frame.Now;
                stage(frame);
            }
        };
    }
}
