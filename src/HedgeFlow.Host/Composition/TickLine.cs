using System.Globalization;
using System.Text;
using HedgeFlow.Stages;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// One line per tick that says which state files were written since the line before, and whether that worked: <c>nav=1</c>. Off
/// unless <c>HEDGEFLOW_TICK_LOG</c> asks for it. Runs with the publish stage.
/// </summary>
internal sealed class TickLine(StatePublisher state, Action<string> log)
{
    public const string Variable = "HEDGEFLOW_TICK_LOG";

    private readonly Dictionary<string, (long Writes, long Failures)> _told = new(StringComparer.Ordinal);
    private readonly StringBuilder _line = new();

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _line.Clear().Append(CultureInfo.InvariantCulture, $"[tick {frame.Tick}] positions={frame.Positions.Count} facts={frame.Facts.Count} merged={frame.MergedTicks} |");
        foreach (SurfaceCounters file in state.Counters)
        {
            if (_told.TryGetValue(file.File, out (long Writes, long Failures) before) && before == (file.Writes, file.Failures))
            {
                continue;
            }

            _told[file.File] = (file.Writes, file.Failures);
            _line.Append(' ').Append(Path.GetFileNameWithoutExtension(file.File)).Append(file.LastError is null ? "=1" : "=0");
        }

        log(_line.ToString());
    }
}
