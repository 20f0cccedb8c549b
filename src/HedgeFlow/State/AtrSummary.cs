namespace HedgeFlow.State;

/// <summary>Volatility of the whole book: the median of the symbols' ratios and its regime.</summary>
public sealed record AtrSummary
{
    public required string AtrRegime { get; init; }

    public double? MedianRatio { get; init; }

    public required IReadOnlyList<AtrReading> Symbols { get; init; }
}
