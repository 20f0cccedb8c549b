namespace HedgeFlow.State;

/// <summary>Order outcomes of a window: ratios 0..1 over the number of orders, counts, mean slippage in bps. All 0 without orders.</summary>
public sealed record RouterEventHealth
{
    /// <summary>0..1.</summary>
    public double MakerReliability { get; init; }

    /// <summary>0..1.</summary>
    public double RouterHealthScore { get; init; }

    public double MakerRatio { get; init; }

    public double FallbackRatio { get; init; }

    public double RejectRatio { get; init; }

    /// <summary>Mean of the known slippages, positive = cost.</summary>
    public double AvgSlippageBps { get; init; }

    public int OrderCount { get; init; }

    public int MakerCount { get; init; }

    public int TakerCount { get; init; }

    public int FallbackCount { get; init; }

    public int RejectCount { get; init; }

    /// <summary>Time of the newest order, epoch seconds.</summary>
    public double? LastTs { get; init; }

    /// <summary>Time of the computation, epoch seconds.</summary>
    public double Ts { get; init; }
}
