namespace HedgeFlow.State;

/// <summary>One point of the NAV series, USD. Source: state contract, NAV value, log, series.</summary>
public sealed record NavSeriesPoint
{
    /// <summary>ISO time.</summary>
    public required string T { get; init; }

    [Finite]
    public required double Equity { get; init; }

    [Finite]
    public required double Nav { get; init; }

    [Finite]
    public double TotalEquity => Equity;

    /// <summary>Realised plus unrealised, a missing part counts 0; null when both are missing.</summary>
    public required double? Pnl { get; init; }

    public required double? RealizedPnl { get; init; }

    public required double? UnrealizedPnl { get; init; }
}
