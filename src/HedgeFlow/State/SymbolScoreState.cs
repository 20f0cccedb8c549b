namespace HedgeFlow.State;

/// <summary>Score of a symbol for sizing, with the parts that it is the sum of.</summary>
public sealed record SymbolScoreState
{
    public required double Score { get; init; }

    /// <summary>0.25..2.</summary>
    public required double SizeFactor { get; init; }

    public required ScoreComponents Components { get; init; }

    public sealed record ScoreComponents
    {
        public double? Sharpe { get; init; }

        public required double SharpeScore { get; init; }

        public double? AtrRatio { get; init; }

        public required double AtrScore { get; init; }

        public required double RouterScore { get; init; }

        /// <summary>Percent.</summary>
        public required double DdPct { get; init; }

        public required double DdScore { get; init; }
    }
}
