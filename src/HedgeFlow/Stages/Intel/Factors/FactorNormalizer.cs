using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>Brings every factor to a common scale over the rows of a run. Source: factor contract, normalisation.</summary>
public static class FactorNormalizer
{
    /// <summary>Spreads up to this count as none.</summary>
    private const double Flat = 1e-9;

    /// <summary>
    /// The normalised values and each factor's coefficients, in factor order; no coefficients without rows.
    /// </summary>
    /// <param name="raw">Finite values.</param>
    /// <param name="mode"><c>zscore</c>, <c>minmax</c>; any other word passes values through.</param>
    /// <param name="maxAbsZscore">Bound of z-scores.</param>
    /// <param name="coefficients">Mean, spread and extremes per factor.</param>
    public static FactorMatrix Normalize(FactorMatrix raw, string mode, double maxAbsZscore, out FactorCoefficients[] coefficients)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var normal = new FactorMatrix(raw.Names, raw.Rows);
        coefficients = raw.Rows == 0 ? [] : new FactorCoefficients[raw.Columns];
        for (int column = 0; column < coefficients.Length; column++)
        {
            ReadOnlySpan<double> values = raw.Column(column);
            Span<double> result = normal.Fill(column);
            FactorCoefficients measured = coefficients[column] = Measure(values);
            switch (mode)
            {
                case "zscore":
                    for (int row = 0; row < values.Length; row++)
                    {
                        result[row] = IntelFields.Clamp((values[row] - measured.Mean) / measured.Std, -maxAbsZscore, maxAbsZscore);
                    }

                    break;
                case "minmax":
                    if (measured.Range > Flat)
                    {
                        for (int row = 0; row < values.Length; row++)
                        {
                            result[row] = (values[row] - measured.Min) / measured.Range;
                        }
                    }

                    break;
                default:
                    values.CopyTo(result);
                    break;
            }
        }

        return normal;
    }

    /// <summary>Mean, population standard deviation and extremes of a column; a spread of nothing reads 1.</summary>
    private static FactorCoefficients Measure(ReadOnlySpan<double> values)
    {
        double mean = ColumnMath.Sum(values) / values.Length;
        double std = Math.Sqrt(ColumnMath.SquaredDistances(values, mean) / values.Length);
        double min = values[0];
        double max = values[0];
        foreach (double value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return new FactorCoefficients(mean, std <= Flat ? 1 : std, min, max, max == min ? 1 : max - min);
    }
}
