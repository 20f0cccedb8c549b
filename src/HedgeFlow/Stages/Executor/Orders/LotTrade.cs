namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>One trade as the lot tracker sees it.</summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="PositionSide"><c>LONG</c>, <c>SHORT</c>, <c>BOTH</c>; null or "" counts as <c>BOTH</c>.</param>
/// <param name="IsBuy">Direction of the order.</param>
/// <param name="Qty">Base units, &gt; 0.</param>
/// <param name="Price">Quote per base unit.</param>
/// <param name="Fee">In the fee asset; negative = rebate.</param>
/// <param name="ReduceOnly">The trade can only close: nothing is opened with what is left over.</param>
public readonly record struct LotTrade(string Symbol, string? PositionSide, bool IsBuy, double Qty, double Price, double Fee, bool ReduceOnly);
