namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>What the simulated exchange will do with one order, drawn before anything happens.</summary>
/// <param name="MakerStart">It begins as a post-only limit order.</param>
/// <param name="MakerFinal">It is filled as one.</param>
/// <param name="Rejections">Post-only rejects on the way.</param>
/// <param name="OffsetBps">Distance of the maker quote from the mark.</param>
/// <param name="Reasons">Why it was routed so.</param>
/// <param name="Trades">The fills, in time order.</param>
/// <param name="AckDelayMs">From the attempt to the answer to the order that was filled.</param>
/// <param name="RoundTripMs">Of that order alone.</param>
internal sealed record PaperPlan(
    bool MakerStart,
    bool MakerFinal,
    int Rejections,
    double OffsetBps,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<PaperTrade> Trades,
    double AckDelayMs,
    double RoundTripMs);
