namespace HedgeFlow.State;

/// <summary>
/// What a list of closed trades earned. Money in USD, gross of fees. Numbers are null only without trades.
/// Source: intel contract, expectancy statistics.
/// </summary>
/// <param name="Count">Trades.</param>
/// <param name="HitRate">Winning share, 0 to 1.</param>
/// <param name="AvgReturn">Mean result per trade.</param>
/// <param name="AvgWin">Mean of the winning trades, 0 without any.</param>
/// <param name="AvgLoss">Mean of the losing trades, at most 0.</param>
/// <param name="Expectancy">hit rate × average win + (1 − hit rate) × average loss.</param>
/// <param name="ExpectancyPerRisk">Expectancy over the size of the average loss (over 1 without losses).</param>
/// <param name="MaxDrawdown">Deepest fall of the running sum below its peak (peak starts at 0), at least 0.</param>
/// <param name="DrawdownAdjusted">Expectancy − maximum drawdown / trades.</param>
public sealed record ExpectancyStats(
    int Count,
    double? HitRate,
    double? AvgReturn,
    double AvgWin,
    double AvgLoss,
    double? Expectancy,
    double? ExpectancyPerRisk,
    double MaxDrawdown,
    double DrawdownAdjusted)
{
    /// <summary>The statistics of no trades.</summary>
    public static ExpectancyStats None { get; } = new(0, null, null, 0, 0, null, null, 0, 0);
}
