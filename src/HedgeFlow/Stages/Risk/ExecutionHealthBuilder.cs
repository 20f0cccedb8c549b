using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>The execution health of the whole book from the last risk snapshot. Source: state contract, execution_health.</summary>
public static class ExecutionHealthBuilder
{
    public static ExecutionHealthState Build(RiskSnapshotState snapshot, RouterEffectiveness router, ExecutionErrors errors, double now)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(errors);
        return new ExecutionHealthState
        {
            Router = SymbolHealthBuilder.RouterPart(router),
            Risk = new ExecutionHealthState.RiskBlock(
                snapshot.RiskMode,
                snapshot.DdState.DdState,
                [.. snapshot.Symbols.SelectMany(row => row.Risk?.RiskFlags ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                [.. snapshot.Symbols.Where(row => row.Risk is { ToggleActive: true }).Select(row => row.Symbol!)]),
            Errors =
            [
                .. errors.All().Select(entry => new ExecutionHealthState.ErrorRow(
                    entry.Component, entry.Symbol, entry.Error.Count, entry.Error.LastError?.Ts ?? 0, entry.Error.LastError?.Message,
                    entry.Error.LastError?.Classification)),
            ],
            UpdatedTs = now,
            Symbols = snapshot.Symbols,
        };
    }
}
