using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// How strongly expectancy, hit rate and score speak for a symbol, −2.5 to 2.5. Source: intel contract, expectancy strength.
/// </summary>
public readonly record struct ExpectancyStrength(double Strength, double? Expectancy, double? HitRate, double? Score)
{
    private const double Notable = 0.5;

    /// <summary>Missing inputs say nothing.</summary>
    public static ExpectancyStrength Of(double? expectancy, double? hitRate, double? score)
    {
        double strength = expectancy switch
        {
            >= 5 => 1.5,
            >= 1 => 0.75,
            <= -3 => -1.5,
            <= -1 => -0.75,
            _ => 0,
        };
        strength += hitRate switch
        {
            >= 0.65 => 0.25,
            <= 0.45 => -0.25,
            _ => 0,
        };
        strength += score switch
        {
            >= 0.7 => 0.75,
            <= 0.3 => -0.75,
            _ => 0,
        };
        return new ExpectancyStrength(strength, expectancy, hitRate, score);
    }

    /// <summary>The coded reason, or null when the strength is not worth one or rests on the hit rate alone.</summary>
    public string? Rationale()
    {
        if (Math.Abs(Strength) < Notable || (Expectancy is null && Score is null))
        {
            return null;
        }

        string code = Strength > 0 ? "expectancy_positive" : "expectancy_weak";
        return (Expectancy, Score) switch
        {
            ({ } expectancy, { } score) => $"{code} expectancy={new FixedDecimal(expectancy, 2)} score={new FixedDecimal(score, 2)}",
            ({ } expectancy, null) => $"{code} expectancy={new FixedDecimal(expectancy, 2)}",
            (_, { } score) => $"{code} score={new FixedDecimal(score, 2)}",
            _ => null,
        };
    }
}
