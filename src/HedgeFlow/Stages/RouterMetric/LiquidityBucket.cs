namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Symbols of like liquidity.</summary>
/// <param name="Name">For example <c>A_HIGH</c>; as the configuration spells it.</param>
/// <param name="MaxSpreadBps">Widest market that is traded, bps.</param>
/// <param name="DefaultMakerBias">0..1, leaning to maker.</param>
public sealed record LiquidityBucket(string Name, double MaxSpreadBps, double DefaultMakerBias);
