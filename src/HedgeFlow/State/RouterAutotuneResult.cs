namespace HedgeFlow.State;

/// <summary>What the reliability of a symbol and the risk mode make of its maker offset.</summary>
public sealed record RouterAutotuneResult
{
    /// <summary>Bps from mid.</summary>
    public required double AdaptiveOffsetBps { get; init; }

    /// <summary>0..1.</summary>
    public required double MakerReliability { get; init; }

    public required bool MakerFirst { get; init; }

    /// <summary><c>OK</c>, <c>WARN</c>, <c>DEFENSIVE</c>, <c>HALTED</c> or another upper-case word.</summary>
    public required string RiskMode { get; init; }

    /// <summary>Reliability after the deduction of the mode, 0..1.</summary>
    public required double EffectiveReliability { get; init; }
}
