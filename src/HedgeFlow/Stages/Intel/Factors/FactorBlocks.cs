using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>The results of a factor run in the shape of its surface.</summary>
public static class FactorBlocks
{
    public static IReadOnlyDictionary<string, FactorCoefficients> Coefficients(FactorNames factors, IReadOnlyList<FactorCoefficients> coefficients)
    {
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(coefficients);
        var map = new OrderedDictionary<string, FactorCoefficients>(coefficients.Count, StringComparer.Ordinal);
        for (int i = 0; i < coefficients.Count; i++)
        {
            map[factors[i]] = coefficients[i];
        }

        return map;
    }

    public static FactorDiagnosticsState.CovarianceBlock Covariance(
        FactorCovariance covariance, IReadOnlyDictionary<string, double> volatilities, int lookbackDays)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        double[][] values = new double[covariance.Names.Count][];
        double[][] correlations = new double[covariance.Names.Count][];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = covariance.Covariance(row).ToArray();
            correlations[row] = covariance.Correlation(row).ToArray();
        }

        return new FactorDiagnosticsState.CovarianceBlock(covariance.Names.All, values, correlations, volatilities, lookbackDays);
    }

    /// <param name="orthogonal">The columns.</param>
    /// <param name="vectors">The rows that they were computed from, in the same order.</param>
    public static FactorDiagnosticsState.OrthogonalBlock Orthogonal(OrthogonalFactors orthogonal, IReadOnlyList<FactorVector> vectors)
    {
        ArgumentNullException.ThrowIfNull(orthogonal);
        FactorNames factors = orthogonal.IsEmpty ? FactorNames.Empty : orthogonal.Columns.Names;
        var dots = new OrderedDictionary<string, IReadOnlyDictionary<string, double>>(factors.Count, StringComparer.Ordinal);
        var degenerate = new List<string>();
        for (int i = 0; i < factors.Count; i++)
        {
            dots[factors[i]] = factors.Map(orthogonal.Dots(i));
            if (orthogonal.IsDegenerate(i))
            {
                degenerate.Add(factors[i]);
            }
        }

        string[] symbols = orthogonal.IsEmpty ? [] : [.. vectors.Select(vector => vector.Symbol)];
        return new FactorDiagnosticsState.OrthogonalBlock(
            new FactorTable(factors.All, symbols, orthogonal.Columns.Values),
            factors.Map(orthogonal.Norms),
            dots,
            degenerate);
    }
}
