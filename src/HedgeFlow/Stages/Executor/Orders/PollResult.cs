namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>What one poll of an order brought.</summary>
/// <param name="NewTrades">Trades that were not seen before.</param>
/// <param name="Closed">Quantity closed by them, base units.</param>
/// <param name="RealizedPnl">USD before fees.</param>
/// <param name="Fees">Fees of the new trades, negative = rebate.</param>
public readonly record struct PollResult(int NewTrades, double Closed, double RealizedPnl, double Fees);
