namespace HedgeFlow.Stages.Risk;

/// <summary>Exponentially weighted covariance of returns. Source: risk contract, VaR and CVaR (weights, covariance).</summary>
public static class EwmaCovariance
{
    /// <summary>Variance assumed of every asset while there are fewer than two observations.</summary>
    private const double UnknownVariance = 0.01;

    /// <summary>Weights of <paramref name="count"/> observations, oldest first, summing to 1; equal when the half-life is 0 or less.</summary>
    public static double[] Weights(int count, double halflife)
    {
        var weights = new double[Math.Max(0, count)];
        Weights(weights, halflife);
        return weights;
    }

    /// <inheritdoc cref="Weights(int, double)"/>
    public static void Weights(Span<double> weights, double halflife)
    {
        int count = weights.Length;
        if (!(halflife > 0))
        {
            weights.Fill(1.0 / count);
            return;
        }

        double lambda = Math.Pow(0.5, 1.0 / halflife);
        double total = 0;
        for (int i = 0; i < count; i++)
        {
            weights[i] = Math.Pow(lambda, count - 1 - i);
            total += weights[i];
        }

        for (int i = 0; i < count; i++)
        {
            weights[i] /= total;
        }
    }

    /// <summary>
    /// Covariance matrix, row by row, of <paramref name="assets"/> series of <paramref name="observations"/> returns each
    /// (series after series, oldest first). The result is written to <paramref name="matrix"/>.
    /// </summary>
    public static void Compute(ReadOnlySpan<double> returns, int assets, int observations, double halflife, Span<double> matrix)
    {
        matrix = matrix[..(assets * assets)];
        matrix.Clear();
        if (observations < 2)
        {
            for (int i = 0; i < assets; i++)
            {
                matrix[i * assets + i] = UnknownVariance;
            }

            return;
        }

        double[] weights = Weights(observations, halflife);
        double[] deviations = new double[assets * observations];
        for (int a = 0; a < assets; a++)
        {
            ReadOnlySpan<double> series = returns.Slice(a * observations, observations);
            double mean = 0;
            for (int t = 0; t < observations; t++)
            {
                mean += weights[t] * series[t];
            }

            for (int t = 0; t < observations; t++)
            {
                deviations[a * observations + t] = series[t] - mean;
            }
        }

        for (int i = 0; i < assets; i++)
        {
            for (int j = i; j < assets; j++)
            {
                double sum = 0;
                for (int t = 0; t < observations; t++)
                {
                    sum += weights[t] * deviations[i * observations + t] * deviations[j * observations + t];
                }

                matrix[i * assets + j] = sum;
                matrix[j * assets + i] = sum;
            }
        }
    }
}
