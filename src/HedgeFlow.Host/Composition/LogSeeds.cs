using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>The newest rows of the book's own logs, with which the windows of a restarted engine go on. A replay starts from nothing.</summary>
internal sealed record LogSeeds(
    IReadOnlyList<JsonObject> Orders,
    IReadOnlyList<JsonObject> Metrics,
    IReadOnlyList<JsonObject> Attempts,
    IReadOnlyList<JsonObject> Vetoes,
    IReadOnlyList<JsonObject> Shadow,
    IReadOnlyList<JsonObject> Compared)
{
    private const int Rows = 5000;
    private const int ShadowRows = 500;

    public static LogSeeds None { get; } = new([], [], [], [], [], []);

    public static LogSeeds Read(BookPaths paths, int rows = Rows)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return new LogSeeds(Tail(paths, JournalFiles.OrdersExecuted, rows), Tail(paths, JournalFiles.OrderMetrics, rows),
            Tail(paths, JournalFiles.OrdersAttempted, rows), Tail(paths, JournalFiles.RiskVetoes, rows),
            Tail(paths, JournalFiles.Shadow, ShadowRows), Tail(paths, JournalFiles.Compare, 2 * ShadowRows));
    }

    /// <summary>Puts the rows of the last day into the execution statistics.</summary>
    public void Fill(ExecStatsWindow window)
    {
        foreach (JsonObject row in Attempts)
        {
            if (IsoTime.OfRecord(row) is { } ts)
            {
                window.Attempt(ts);
            }
        }

        foreach (JsonObject row in Orders)
        {
            if (IsoTime.OfRecord(row) is { } ts)
            {
                window.Order(row, Coerce.Text(row["event_type"]), ts);
            }
        }

        foreach (JsonObject row in Vetoes)
        {
            if (IsoTime.OfRecord(row) is { } ts)
            {
                window.Veto(row, ts);
            }
        }
    }

    private static IReadOnlyList<JsonObject> Tail(BookPaths paths, string file, int rows) => new JsonlTail(paths.JournalPath(file), rotated: true).Last(rows);
}
