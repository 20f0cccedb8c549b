using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages;
using HedgeFlow.Storage;

namespace HedgeFlow.Perf.Runs;

/// <summary>The telemetry stages with their writers, called on this thread: executor's frame in, files on disk out.</summary>
internal sealed class PublishBench : IDisposable
{
    private const double Start = 1764000000;

    private readonly Workplace _place = new();
    private readonly EngineParts _parts;
    private readonly FeedClock _clock = new();
    private readonly Market _market;
    private double _now = Start;
    private TickFrame? _frame;

    /// <param name="symbols">Positions of the market.</param>
    /// <param name="config">Folder of the configuration; null = the shipped one.</param>
    public PublishBench(int symbols, string? config = null)
    {
        EngineSettings settings = _place.Settings(replay: true);
        _parts = EngineParts.Create(config is null ? settings : settings with { ConfigDirectory = config }, _clock, _ => { }, PhysicalFileSystem.Instance);
        _market = new Market(symbols, Start);
    }

    public string State => _place.Settings(replay: true).Paths.State;

    public IReadOnlyList<SurfaceCounters> Counters => _parts.State.Counters;

    public void Tick(double share)
    {
        Prepare(share);
        Publish();
    }

    /// <summary>The executor's part of a tick, which is not what is measured here.</summary>
    public void Prepare(double share)
    {
        _now++;
        _market.Move(_now, share);
        _clock.AdvanceTo(_now);
        _frame = _parts.Executor.Process(FeedItem.Of(_market.Snapshot)).Frame;
    }

    public void Publish()
    {
        _parts.Stages.RouterMetric(_frame!);
        _parts.Stages.Risk(_frame!);
        _parts.Stages.Intel(_frame!);
        _parts.Stages.Publish(_frame!);
        _parts.Stages.Frames.Return(_frame!);
        _frame = null;
        if (!_parts.Flush(TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException("a tick was not written");
        }
    }

    public void Dispose()
    {
        _parts.Dispose();
        _market.Dispose();
        _place.Dispose();
    }
}
