namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>One simulated fill.</summary>
/// <param name="Qty">Base units.</param>
/// <param name="Price">On the tick.</param>
/// <param name="FeeBps">Of its notional; negative = rebate.</param>
/// <param name="AfterAckMs">Since the answer.</param>
internal readonly record struct PaperTrade(decimal Qty, decimal Price, double FeeBps, double AfterAckMs);
