using System.Text.Json.Nodes;

namespace HedgeFlow.Serialization;

/// <summary>Percentages and exposure ratios of foreign documents as fractions. Source: risk contract, percentages.</summary>
public static class Fractions
{
    /// <summary>
    /// A number up to 1 is a fraction already (1 is all of it), above 1 it is a percentage, above 100 it is 1; never negative.
    /// Null when missing, not a number, or not finite.
    /// </summary>
    public static double? NormalizePercentage(JsonNode? value) => NormalizePercentage(Coerce.Number(value));

    /// <inheritdoc cref="NormalizePercentage(JsonNode)"/>
    public static double? NormalizePercentage(double? value) => value switch
    {
        null or double.NaN or double.PositiveInfinity or double.NegativeInfinity => null,
        <= 0 => 0,
        <= 1 => value,
        <= 100 => value / 100,
        _ => 1,
    };

    /// <summary>True when <see cref="NormalizePercentage(JsonNode)"/> had to cut the value: more than 100 percent was given.</summary>
    public static bool ExceedsAll(JsonNode? value) => Coerce.Number(value) is > 100;

    /// <summary>
    /// A gross cap in multiples of NAV, where 1.5 is 150 % of NAV: up to 10 as it is, above that a percentage; never negative.
    /// Null when missing, not a number, or not finite.
    /// </summary>
    public static double? NormalizeExposureRatio(JsonNode? value) => NormalizeExposureRatio(Coerce.Number(value));

    /// <inheritdoc cref="NormalizeExposureRatio(JsonNode)"/>
    public static double? NormalizeExposureRatio(double? value) => value switch
    {
        null or double.NaN or double.PositiveInfinity or double.NegativeInfinity => null,
        <= 0 => 0,
        <= 10 => value,
        _ => value / 100,
    };
}
