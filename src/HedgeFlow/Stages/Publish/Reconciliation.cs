using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Where open positions, ledger and level registry disagree; all lists ascending. Source: state contract, reconciliation.
/// </summary>
public sealed record Reconciliation
{
    public required IReadOnlyList<string> PositionKeys { get; init; }

    /// <summary>Open positions that the ledger lacks.</summary>
    public required IReadOnlyList<string> MissingLedgerPositions { get; init; }

    /// <summary>Ledger entries that are no open position.</summary>
    public required IReadOnlyList<string> GhostLedgerEntries { get; init; }

    /// <summary>Ledger entries without levels, there or in the registry.</summary>
    public required IReadOnlyList<string> MissingTpSlEntries { get; init; }

    /// <summary>Registry keys that are no open position.</summary>
    public required IReadOnlyList<string> StaleTpSlEntries { get; init; }

    public MismatchBreakdown Breakdown => new()
    {
        MissingLedgerPositions = MissingLedgerPositions.Count,
        GhostLedgerEntries = GhostLedgerEntries.Count,
        MissingTpSlEntries = MissingTpSlEntries.Count,
        StaleTpSlEntries = StaleTpSlEntries.Count,
    };

    public bool HasMismatch =>
        MissingLedgerPositions.Count + GhostLedgerEntries.Count + MissingTpSlEntries.Count + StaleTpSlEntries.Count > 0;

    /// <param name="positionKeys">Keys of the open positions, any order, duplicates allowed.</param>
    /// <param name="ledger">Levels by ledger key.</param>
    /// <param name="registry">Level registry.</param>
    public static Reconciliation Of(
        IEnumerable<string> positionKeys, IReadOnlyDictionary<string, TpSlLevels> ledger, TpSlRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(registry);
        var open = new SortedSet<string>(positionKeys, StringComparer.Ordinal);
        string[] ledgerKeys = [.. ledger.Keys.Order(StringComparer.Ordinal)];
        return new Reconciliation
        {
            PositionKeys = [.. open],
            MissingLedgerPositions = [.. open.Where(key => !ledger.ContainsKey(key))],
            GhostLedgerEntries = [.. ledgerKeys.Where(key => !open.Contains(key))],
            MissingTpSlEntries = [.. ledgerKeys.Where(key => ledger[key].None || registry.Find(key) is null or { None: true })],
            StaleTpSlEntries = [.. registry.Keys.Where(key => !open.Contains(key))],
        };
    }
}
