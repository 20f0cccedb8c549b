using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>What the simulated exchange will do with one order, drawn before anything happens.</summary>
/// <param name="Decision">How it is routed and what becomes of that.</param>
/// <param name="RejectedAfterMs">Since the attempt, per post-only reject on the way.</param>
/// <param name="OffsetBps">Distance of the maker quote from the mark.</param>
/// <param name="Trades">The fills, in time order.</param>
/// <param name="AckDelayMs">From the attempt to the answer to the order that was filled.</param>
/// <param name="RoundTripMs">Of that order alone.</param>
internal sealed record PaperPlan(
    RouteDecision Decision,
    IReadOnlyList<double> RejectedAfterMs,
    double OffsetBps,
    IReadOnlyList<PaperTrade> Trades,
    double AckDelayMs,
    double RoundTripMs);
