using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>One symbol of a router health build.</summary>
/// <param name="Row">The row in the document's list, with the policy.</param>
/// <param name="Effectiveness">All quantiles of the symbol.</param>
/// <param name="HourExpectancy">PnL per notional of the current UTC hour; null = none.</param>
/// <param name="AtrShort">Short average range; null without prices.</param>
/// <param name="AtrLong">Long average range; null without prices.</param>
public sealed record RouterSymbolReport(
    RouterSymbolRow Row, RouterEffectiveness Effectiveness, double? HourExpectancy, double? AtrShort, double? AtrLong);
