using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// One line a minute that says: this program lives. The time counts before the work, so a slow write does not stretch the interval.
/// Source: services contract, process heartbeat.
/// </summary>
public sealed class ProcessHeartbeat(string service, string runId, double intervalSeconds = ProcessHeartbeat.Interval)
{
    /// <summary>Seconds between two lines.</summary>
    public const double Interval = 60;

    /// <summary>Seconds after which a program counts as gone.</summary>
    public const double StaleAfter = 120;

    public const string Executor = "executor_live";

    public const string Sync = "sync_state";

    public const string ShadowHeartbeat = "shadow_heartbeat";

    public const string Compare = "compare";

    private readonly DueTimer _timer = new(intervalSeconds);

    /// <summary>The line when it is due, else null.</summary>
    /// <param name="now">Epoch seconds UTC.</param>
    /// <param name="lagSeconds">Age of what the program works on; NaN = unknown.</param>
    /// <param name="queueDepth">Work that waits.</param>
    /// <param name="status">A word when something is wrong; null = fine.</param>
    /// <param name="error">A word for what fails; null = nothing does.</param>
    public JournalRow? Next(double now, double lagSeconds = double.NaN, int? queueDepth = null, string? status = null, string? error = null)
    {
        if (!_timer.IsDue(now))
        {
            return null;
        }

        _timer.Mark(now);
        var line = new JsonObject { ["service"] = service, ["run_id"] = runId };
        if (double.IsFinite(lagSeconds))
        {
            line["lag_secs"] = Math.Max(0, lagSeconds);
        }

        if (queueDepth is { } depth)
        {
            line["queue_depth"] = depth;
        }

        if (status is not null)
        {
            line["status"] = status;
        }

        if (error is not null)
        {
            line["error"] = error;
        }

        return new JournalRow(JournalFiles.SyncHeartbeats, line, "heartbeat", now);
    }
}
