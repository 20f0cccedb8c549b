using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Execution statistics from the rows of the logs. Each log is read backwards and the reading stops at the first row that is too old;
/// rows without a time are skipped. Source: services contract, execution statistics.
/// </summary>
public static class ExecStatsLogs
{
    /// <summary>Statistics of the logs alone; null = no such file.</summary>
    public static ExecStats Compute(
        IReadOnlyList<JsonObject>? attempted,
        IReadOnlyList<JsonObject>? executed,
        IReadOnlyList<JsonObject>? vetoes,
        IReadOnlyList<JsonObject>? heartbeats,
        double now)
    {
        var window = new ExecStatsWindow();
        Seed(window, attempted, executed, vetoes, heartbeats, now);
        return window.Compute(now);
    }

    /// <summary>Puts what an earlier run logged into the window of this one.</summary>
    public static void Seed(
        ExecStatsWindow window,
        IReadOnlyList<JsonObject>? attempted,
        IReadOnlyList<JsonObject>? executed,
        IReadOnlyList<JsonObject>? vetoes,
        IReadOnlyList<JsonObject>? heartbeats,
        double now)
    {
        ArgumentNullException.ThrowIfNull(window);
        foreach ((double ts, _) in Recent(attempted, now))
        {
            window.Attempt(ts);
        }

        foreach ((double ts, JsonObject row) in Recent(executed, now))
        {
            window.Order(row, Coerce.AsText(row["event_type"]), ts);
        }

        foreach ((double ts, JsonObject row) in Recent(vetoes, now))
        {
            window.Veto(row, ts);
        }

        foreach (JsonObject row in heartbeats ?? [])
        {
            if (Coerce.Text(row["service"]) is { } service && IsoTime.OfRecord(row) is { } ts)
            {
                window.Heartbeat(service, ts);
            }
        }
    }

    /// <summary>The rows of the last 24 hours in file order.</summary>
    private static List<(double Ts, JsonObject Row)> Recent(IReadOnlyList<JsonObject>? rows, double now)
    {
        var recent = new List<(double, JsonObject)>();
        for (int i = (rows?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (IsoTime.OfRecord(rows![i]) is not { } ts)
            {
                continue;
            }

            if (ts < now - ExecStatsWindow.Length)
            {
                break;
            }

            recent.Add((ts, rows[i]));
        }

        recent.Reverse();
        return recent;
    }
}
