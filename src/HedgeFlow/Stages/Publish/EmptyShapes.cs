using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Gives the surfaces of the slow stages their empty shapes from the first tick on, again at each one's cadence, until the stage
/// publishes: a reader sees "nothing so far, as of now" in place of no file. A file of an earlier run is left alone.
/// Not thread-safe. Source: state contract, file registry.
/// </summary>
/// <param name="kept">Names of files that an earlier run left in the state folder and that must stay until their owner replaces them.</param>
internal sealed class EmptyShapes(IReadOnlySet<string> kept)
{
    private readonly Dictionary<string, double> _due = new(StringComparer.Ordinal);
    private readonly HashSet<string> _published = new(kept, StringComparer.Ordinal);
    private double _next = double.NegativeInfinity;

    /// <summary>Adds what is due to <see cref="TickFrame.Surfaces"/>.</summary>
    public void Process(TickFrame frame)
    {
        foreach (SurfaceWrite write in frame.Surfaces)
        {
            _published.Add(write.Surface.File);
        }

        if (frame.Now < _next)
        {
            return;
        }

        _next = double.PositiveInfinity;
        foreach (SurfaceWrite shape in EmptySurfaces.At(frame.Now))
        {
            string file = shape.Surface.File;
            if (_published.Contains(file))
            {
                continue;
            }

            if (frame.Now >= _due.GetValueOrDefault(file, double.NegativeInfinity))
            {
                frame.Surfaces.Add(shape);
                _due[file] = frame.Now + Math.Max(1, StateCatalog.OfFile(file)?.CadenceSeconds ?? 0);
            }

            _next = Math.Min(_next, _due[file]);
        }
    }
}
