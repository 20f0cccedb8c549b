namespace HedgeFlow.Stages.Risk;

/// <summary>What the drawdown machine says at one snapshot.</summary>
/// <param name="DrawdownFrac">Combined drawdown, fraction; NaN = unknown.</param>
/// <param name="State">State now.</param>
/// <param name="PreviousState">State of the snapshot before.</param>
/// <param name="BreakerActive">The circuit breaker stops new entries.</param>
public readonly record struct PortfolioDrawdownStep(double DrawdownFrac, DrawdownState State, DrawdownState PreviousState, bool BreakerActive);
