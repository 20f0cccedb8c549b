namespace HedgeFlow.State;

/// <summary>How one factor was brought to scale.</summary>
/// <param name="Mean">Arithmetic mean of the raw values.</param>
/// <param name="Std">Population standard deviation; 1 when the factor does not move.</param>
/// <param name="Min">Smallest raw value.</param>
/// <param name="Max">Largest raw value.</param>
/// <param name="Range">Largest less smallest; 1 when they are equal.</param>
public sealed record FactorCoefficients(double Mean, double Std, double Min, double Max, double Range);
