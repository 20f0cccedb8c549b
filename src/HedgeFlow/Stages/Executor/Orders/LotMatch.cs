namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>What one trade did to the open lots of its position.</summary>
/// <param name="Before">Signed position before, base units.</param>
/// <param name="After">Signed position after; exactly 0 when flat.</param>
/// <param name="Closed">Quantity that was matched against open lots, ≥ 0.</param>
/// <param name="RealizedPnl">USD before fees.</param>
/// <param name="ClosingFee">The trade's fee in the proportion of what it closed.</param>
public readonly record struct LotMatch(double Before, double After, double Closed, double RealizedPnl, double ClosingFee);
