using HedgeFlow.Domain;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Last stage: adds the per-tick surfaces to the frame and gives everything that is due to the writers. It owns no formula and
/// waits for no disk (live): the writers keep one slot per file. One thread.
/// </summary>
/// <param name="ticks">Builds the per-tick surfaces.</param>
/// <param name="state">Writer of the state folder.</param>
/// <param name="caches">Writer of the documents outside it.</param>
/// <param name="append">Gets the lines of the telemetry stages.</param>
/// <param name="every">
/// The per-tick surfaces are built for the first of so many frames, and for the last one of all by <see cref="Complete"/>. 1 = every
/// frame. The number of the frame alone decides, so that the same input always builds the same.
/// </param>
public sealed class PublishStage(TickPublisher ticks, StatePublisher state, StatePublisher caches, Action<JournalRow> append, int every = 1)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly List<(string Name, Action<TickFrame> Step)> _steps = [];
    private bool _unbuilt;

    /// <summary>Frames published so far.</summary>
    public long Published { get; private set; }

    /// <summary>Time of the newest published frame, epoch seconds; NaN before the first.</summary>
    public double LastNow { get; private set; } = double.NaN;

    /// <summary>Files that were handed over for writing at least once.</summary>
    public IReadOnlyCollection<string> Files => _written;

    /// <summary>Keep <see cref="Status"/> up to date; off unless somebody watches.</summary>
    public bool Watched { get; set; }

    /// <summary>The newest tick, while watched; null before the first. Any thread may read it.</summary>
    public TickStatus? Status { get; private set; }

    /// <summary>Told of a step that threw: its name and why. The tick is published without it.</summary>
    public Action<string, Exception>? StepFailed { get; set; }

    /// <summary>Adds a step that runs before the per-tick surfaces of every frame and may add surfaces and lines of its own.</summary>
    public void Before(string name, Action<TickFrame> step) => _steps.Add((name, step));

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        foreach ((string name, Action<TickFrame> step) in _steps)
        {
            try
            {
                step(frame);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                StepFailed?.Invoke(name, e);
            }
        }

        bool build = Published % every == 0;
        ticks.Process(frame, build);
        Write(frame);
        _unbuilt = !build;
        if (build)
        {
            // What is written is of one tick.
            state.EndTick();
            caches.EndTick();
        }

        foreach (JournalRow row in frame.Rows)
        {
            append(row);
        }

        if (Watched)
        {
            Status = new TickStatus(frame.Tick, frame.Now, frame.Equity, frame.Positions.Span.ToArray(), frame.MergedTicks);
        }

        TickTrace.Published(frame.Arrived);
        LastNow = frame.Now;
        Published++;
    }

    /// <summary>Hands over what the newest frame left unbuilt: before the last flush of a run, and when no frame is under way.</summary>
    public void Complete()
    {
        if (_unbuilt)
        {
            _unbuilt = false;
            Write(ticks.Rest());
        }
    }

    private void Write(TickFrame frame)
    {
        foreach (SurfaceWrite write in frame.Surfaces)
        {
            _written.Add(write.Surface.File);
            state.Publish(write);
        }

        foreach (CacheDocument cache in frame.Caches)
        {
            caches.Publish(new SurfaceWrite(cache.Document, cache.Payload));
        }
    }
}
