using System.Buffers;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>Sample covariance of a run's normalised factors, with the correlations and volatilities it implies. Immutable.</summary>
public sealed class FactorCovariance
{
    /// <summary>A factor whose volatility is not above this does not move.</summary>
    public const double DeadVolatility = 1e-9;

    private readonly double[] _covariance;
    private readonly double[] _correlation;
    private readonly double[] _volatilities;

    private FactorCovariance(FactorNames names)
    {
        Names = names;
        _covariance = new double[names.Count * names.Count];
        _correlation = new double[names.Count * names.Count];
        _volatilities = new double[names.Count];
        for (int i = 0; i < names.Count; i++)
        {
            _correlation[i * names.Count + i] = 1;
        }
    }

    public FactorNames Names { get; }

    /// <summary>Standard deviation per factor.</summary>
    public ReadOnlySpan<double> Volatilities => _volatilities;

    /// <summary>Zeros and the unit matrix when there are fewer than two rows. Source: factor contract, covariance.</summary>
    public static FactorCovariance Of(FactorMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var result = new FactorCovariance(matrix.Names);
        if (matrix.Rows >= 2 && matrix.Columns >= 1)
        {
            result.Compute(matrix);
        }

        return result;
    }

    /// <summary>A row of the covariance matrix.</summary>
    public ReadOnlySpan<double> Covariance(int row) => _covariance.AsSpan(row * Names.Count, Names.Count);

    /// <summary>A row of the correlation matrix; rounding may carry a value just above 1.</summary>
    public ReadOnlySpan<double> Correlation(int row) => _correlation.AsSpan(row * Names.Count, Names.Count);

    private void Compute(FactorMatrix matrix)
    {
        int rows = matrix.Rows;
        int count = matrix.Columns;
        double[] buffer = ArrayPool<double>.Shared.Rent(rows * count);
        try
        {
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<double> values = matrix.Column(i);
                Span<double> centred = buffer.AsSpan(i * rows, rows);
                double mean = ColumnMath.Sum(values) / rows;
                for (int row = 0; row < rows; row++)
                {
                    centred[row] = values[row] - mean;
                }

                for (int j = 0; j <= i; j++)
                {
                    double value = ColumnMath.Dot(centred, buffer.AsSpan(j * rows, rows)) / (rows - 1);
                    _covariance[i * count + j] = value;
                    _covariance[j * count + i] = value;
                }

                _volatilities[i] = Math.Sqrt(Math.Max(0, _covariance[i * count + i]));
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                if (_volatilities[i] > DeadVolatility && _volatilities[j] > DeadVolatility)
                {
                    _correlation[i * count + j] = _covariance[i * count + j] / (_volatilities[i] * _volatilities[j]);
                }
            }
        }
    }
}
