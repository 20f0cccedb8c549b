using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// The executor's own heartbeat line, and the other programs' lines for the execution statistics. Live only: a replay is no living
/// process. Telemetry thread.
/// </summary>
internal sealed class HeartbeatStep
{
    private const double ReadInterval = 30;

    private readonly ProcessHeartbeat _own;
    private readonly ExecStatsWindow _statistics;
    private readonly JsonlTail _lines;
    private readonly DueTimer _reading = new(ReadInterval);

    public HeartbeatStep(EngineSettings settings, ExecStatsWindow statistics)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _own = new ProcessHeartbeat(ProcessHeartbeat.Executor, settings.RunId);
        _statistics = statistics;
        _lines = new JsonlTail(settings.Paths.JournalPath(JournalFiles.SyncHeartbeats));
    }

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_own.Next(frame.Now, frame.Now - frame.SnapshotTs, frame.MergedTicks - 1) is { } row)
        {
            frame.Rows.Add(row);
            _statistics.Heartbeat(ProcessHeartbeat.Executor, frame.Now);
        }

        if (_reading.IsDue(frame.Now))
        {
            _reading.Mark(frame.Now);
            foreach (JsonObject line in _lines.Window(16 * 1024))
            {
                if (Coerce.Text(line["service"]) is { } service && IsoTime.OfRecord(line) is { } ts)
                {
                    _statistics.Heartbeat(service, ts);
                }
            }
        }
    }
}
