using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Result of an exit scan: how many open positions have levels and which of those without are losing. Source: state contract, exit pipeline.</summary>
public static class ExitPipeline
{
    /// <summary>PnL fraction at or below which a position without levels counts as underwater.</summary>
    public const double DefaultUnderwaterThreshold = -0.02;

    /// <param name="found">Reconciliation of the same positions and ledger.</param>
    /// <param name="positions">Open positions with entry and price; a price that is not above 0 is unknown.</param>
    /// <param name="ledger">Levels by ledger key.</param>
    /// <param name="underwaterThreshold">Fraction, inclusive.</param>
    public static ExitPipelineBlock Scan(
        Reconciliation found,
        ReadOnlySpan<LedgerPosition> positions,
        IReadOnlyDictionary<string, TpSlLevels> ledger,
        double underwaterThreshold = DefaultUnderwaterThreshold)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(ledger);
        int open = found.PositionKeys.Count;
        int registered = found.PositionKeys.Count(key => ledger.TryGetValue(key, out TpSlLevels? levels) && !levels.None);
        return new ExitPipelineBlock
        {
            OpenPositionsCount = open,
            TpSlRegisteredCount = registered,
            TpSlMissingCount = found.MissingTpSlEntries.Count + found.MissingLedgerPositions.Count,
            UnderwaterWithoutTpSlCount = Underwater(found, positions, underwaterThreshold),
            TpSlCoveragePct = open == 0 ? 0 : (double)registered / open,
            LedgerRegistryMismatch = found.HasMismatch,
            MismatchBreakdown = found.Breakdown,
        };
    }

    /// <summary>Open positions without levels whose loss has reached the threshold; this alone moves with the prices.</summary>
    public static int Underwater(Reconciliation found, ReadOnlySpan<LedgerPosition> positions, double threshold)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (found.MissingTpSlEntries.Count == 0)
        {
            return 0;
        }

        var missing = new HashSet<string>(found.MissingTpSlEntries, StringComparer.Ordinal);
        int count = 0;
        foreach (ref readonly LedgerPosition position in positions)
        {
            double change = (position.Price - position.Entry) / position.Entry;
            double pnl = position.Key.Side == PositionSide.Long ? change : -change;
            if (position.Price > 0 && pnl <= threshold && missing.Remove(position.Key.ToString()))
            {
                count++;
            }
        }

        return count;
    }
}
