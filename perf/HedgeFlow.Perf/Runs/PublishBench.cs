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

    /// <param name="symbols">Open positions.</param>
    /// <param name="config">Folder of the configuration; null = the shipped one.</param>
    /// <param name="files">Where the files go; null = a folder of their own.</param>
    public PublishBench(int symbols, string? config = null, IFileSystem? files = null)
    {
        // Paced: every tick is built, as live.
        EngineSettings settings = _place.Settings(replay: true) with { Paced = true };
        _parts = EngineParts.Create(config is null ? settings : settings with { ConfigDirectory = config }, _clock, _ => { }, files ?? PhysicalFileSystem.Instance);
        _market = new Market(symbols, Start);
    }

    /// <summary>Folder of the book: state, caches, journals.</summary>
    public string Root => _place.Settings(replay: true).Paths.Root;

    public string State => _place.Settings(replay: true).Paths.State;

    /// <summary>Writes so far of every file that is replaced, by its place under <see cref="Root"/>.</summary>
    public Dictionary<string, long> Writes => _parts.State.Counters.Select(c => ("state/" + c.File, c.Writes))
        .Concat(_parts.Caches.Counters.Select(c => (File.Exists(Path.Combine(Root, c.File)) ? c.File : "cache/" + c.File, c.Writes))).ToDictionary(c => c.Item1, c => c.Writes, StringComparer.Ordinal);

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
