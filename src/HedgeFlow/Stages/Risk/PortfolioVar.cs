namespace HedgeFlow.Stages.Risk;

/// <summary>Value at risk of a portfolio.</summary>
/// <param name="Usd">USD.</param>
/// <param name="NavPct">Fraction of NAV.</param>
/// <param name="Volatility">Yearly, fraction of NAV.</param>
public readonly record struct PortfolioVar(double Usd, double NavPct, double Volatility)
{
    private const double TradingDays = 252;

    /// <summary>
    /// Normal value at risk of weights (share of NAV per asset) over a covariance matrix of daily returns, row by row.
    /// NAV of 0 or less gives no VaR but keeps the volatility. Source: risk contract, VaR and CVaR (portfolio).
    /// </summary>
    public static PortfolioVar Compute(ReadOnlySpan<double> covariance, ReadOnlySpan<double> weights, double nav, double confidence, double horizonDays = 1)
    {
        int n = weights.Length;
        if (n == 0 || covariance.Length < n * n)
        {
            return default;
        }

        double variance = 0;
        for (int i = 0; i < n; i++)
        {
            double row = 0;
            for (int j = 0; j < n; j++)
            {
                row += covariance[i * n + j] * weights[j];
            }

            variance += weights[i] * row;
        }

        double sigma = Math.Sqrt(Math.Max(0, variance));
        if (!double.IsFinite(sigma))
        {
            return default;
        }

        double volatility = sigma * Math.Sqrt(TradingDays);
        if (!(nav > 0))
        {
            return new PortfolioVar(0, 0, volatility);
        }

        double share = NormalQuantile.Of(confidence) * sigma * Math.Sqrt(Math.Max(0, horizonDays));
        return new PortfolioVar(share * nav, share, volatility);
    }

    /// <summary>As above from return series (one array per asset, oldest first); series of unequal length or another number of weights give zeros.</summary>
    public static PortfolioVar Compute(
        IReadOnlyList<double[]> returns, ReadOnlySpan<double> weights, double nav, double confidence, double halflife, double horizonDays = 1)
    {
        ArgumentNullException.ThrowIfNull(returns);
        int n = returns.Count;
        if (n == 0 || n != weights.Length || returns.Any(series => series.Length != returns[0].Length))
        {
            return default;
        }

        double[] matrix = new double[n * n];
        EwmaCovariance.Compute([.. returns.SelectMany(series => series)], n, returns[0].Length, halflife, matrix);
        return Compute(matrix, weights, nav, confidence, horizonDays);
    }
}
