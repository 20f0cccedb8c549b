namespace HedgeFlow.Stages.Risk;

/// <summary>Quantile of the standard normal distribution. Source: risk contract, VaR and CVaR (z).</summary>
public static class NormalQuantile
{
    /// <summary>Tabled at the usual confidences, else a rational approximation (Abramowitz and Stegun 26.2.23).</summary>
    public static double Of(double confidence)
    {
        if (!double.IsFinite(confidence) || confidence <= 0 || confidence >= 1)
        {
            return 0;
        }

        switch (confidence)
        {
            case 0.90:
                return 1.2816;
            case 0.95:
                return 1.6449;
            case 0.975:
                return 1.96;
            case 0.99:
                return 2.3263;
            case 0.995:
                return 2.5758;
            case 0.999:
                return 3.0902;
            case 0.5:
                return 0;
            case < 0.5:
                return -Of(1 - confidence);
        }

        double t = Math.Sqrt(-2 * Math.Log(1 - confidence));
        return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
    }
}
