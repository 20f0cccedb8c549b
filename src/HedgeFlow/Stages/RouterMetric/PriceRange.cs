namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Average range of a price series. Source: risk contract, fill statistics.</summary>
public static class PriceRange
{
    /// <summary>Mean absolute step in percent of the mean price; 0 below two prices.</summary>
    public static double Percent(ReadOnlySpan<double> prices)
    {
        if (prices.Length < 2)
        {
            return 0;
        }

        double steps = 0, sum = prices[0];
        for (int i = 1; i < prices.Length; i++)
        {
            steps += Math.Abs(prices[i] - prices[i - 1]);
            sum += prices[i];
        }

        return RouterScore.Known(steps / (prices.Length - 1) / (sum / prices.Length) * 100);
    }
}
