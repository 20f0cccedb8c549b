namespace HedgeFlow.Stages.RouterMetric;

/// <summary>One accepted fill as the rolling statistics take it. Missing numbers are null.</summary>
public readonly record struct RouterFill
{
    public required string? Symbol { get; init; }

    /// <summary>Price the order was meant to get.</summary>
    public double? IntendedPrice { get; init; }

    public double? FillPrice { get; init; }

    /// <summary>Epoch seconds; missing = now.</summary>
    public double? TsSent { get; init; }

    /// <summary>Epoch seconds; missing = now.</summary>
    public double? TsFill { get; init; }

    public bool IsTwapChild { get; init; }

    /// <summary>USD of this fill alone.</summary>
    public double? Notional { get; init; }

    /// <summary>USD that should have been filled; missing = <see cref="Notional"/>.</summary>
    public double? IntendedNotional { get; init; }
}
