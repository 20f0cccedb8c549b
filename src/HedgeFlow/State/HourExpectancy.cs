namespace HedgeFlow.State;

/// <summary>What the orders of one UTC hour of the day brought.</summary>
public sealed record HourExpectancy
{
    public int Count { get; init; }

    /// <summary>Realised PnL per USD of notional; null when the notional is not positive.</summary>
    public double? ExpPerNotional { get; init; }

    /// <summary>Mean of the known slippages, bps; null without one.</summary>
    public double? SlipBpsAvg { get; init; }
}
