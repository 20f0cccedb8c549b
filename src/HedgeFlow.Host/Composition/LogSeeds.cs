using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>The newest rows of the book's own logs, with which the windows of a restarted engine go on. A replay starts from nothing.</summary>
internal sealed record LogSeeds(IReadOnlyList<JsonObject> Orders, IReadOnlyList<JsonObject> Metrics)
{
    private const int Rows = 5000;

    public static LogSeeds None { get; } = new([], []);

    public static LogSeeds Read(BookPaths paths, int rows = Rows)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return new LogSeeds(Tail(paths, JournalFiles.OrdersExecuted, rows), Tail(paths, JournalFiles.OrderMetrics, rows));
    }

    private static IReadOnlyList<JsonObject> Tail(BookPaths paths, string file, int rows) => new JsonlTail(paths.JournalPath(file), rotated: true).Last(rows);
}
