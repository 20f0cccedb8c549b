using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>One router health build, typed, for the stages behind: the document and what it was made from. Immutable.</summary>
/// <param name="Document">What <c>router_health.json</c> gets.</param>
/// <param name="Overall">Effectiveness over all symbols.</param>
/// <param name="PerSymbol">Symbol of the universe → its part, ordinal.</param>
public sealed record RouterReport(
    RouterHealthState Document, RouterEffectiveness Overall, IReadOnlyDictionary<string, RouterSymbolReport> PerSymbol);
