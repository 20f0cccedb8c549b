using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Publish;

/// <summary>The newest published tick in brief, for a live view. Immutable.</summary>
/// <param name="Tick">Ordinal of the tick.</param>
/// <param name="Now">Epoch seconds UTC.</param>
/// <param name="Equity">USD; NaN when the account could not be read.</param>
/// <param name="Positions">Open positions.</param>
/// <param name="MergedTicks">Ticks that the published frame stood for.</param>
public sealed record TickStatus(long Tick, double Now, double Equity, IReadOnlyList<PositionRow> Positions, int MergedTicks);
