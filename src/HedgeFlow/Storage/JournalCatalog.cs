using HedgeFlow.Domain;

namespace HedgeFlow.Storage;

/// <summary>Which files a journal may write, and which of them must not lose a line. Source: services contract, JSONL inventory.</summary>
public static class JournalCatalog
{
    private static readonly Dictionary<string, bool> NeverDrop = new(StringComparer.Ordinal)
    {
        [JournalFiles.OrdersExecuted] = true,
        [JournalFiles.OrdersAttempted] = true,
        [JournalFiles.RiskVetoes] = true,
        [JournalFiles.Events] = true,
        [JournalFiles.OrderMetrics] = false,
        [JournalFiles.RouterMetrics] = false,
        [JournalFiles.SignalMetrics] = false,
        [JournalFiles.SyncHeartbeats] = false,
        [JournalFiles.PositionState] = false,
        [JournalFiles.ExecutionAlerts] = false,
        [JournalFiles.RouterHealth] = false,
        [JournalFiles.Shadow] = false,
        [JournalFiles.Compare] = false,
    };

    /// <summary>Every file, ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. NeverDrop.Keys.Order(StringComparer.Ordinal)];

    public static bool Contains(string file) => NeverDrop.ContainsKey(file);

    /// <summary>True for the lines that are facts of trading; the others can be derived again and go first when space runs out.</summary>
    public static bool MustKeep(string file) => NeverDrop.GetValueOrDefault(file);
}
