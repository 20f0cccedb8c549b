namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>How two symbols, or two groups of symbols, moved against each other. Source: factor contract, spreads.</summary>
public static class RvSpreads
{
    private static readonly double[] Missing = [0];

    /// <summary>Mean difference per bar, newest bars aligned; a missing leg counts as one bar of nothing.</summary>
    public static double Pair(string longSymbol, string shortSymbol, IReadOnlyDictionary<string, double[]> returns)
    {
        ArgumentNullException.ThrowIfNull(longSymbol);
        ArgumentNullException.ThrowIfNull(shortSymbol);
        ArgumentNullException.ThrowIfNull(returns);
        double[] first = returns.GetValueOrDefault(longSymbol.ToUpperInvariant(), Missing);
        double[] second = returns.GetValueOrDefault(shortSymbol.ToUpperInvariant(), Missing);
        int length = Math.Min(first.Length, second.Length);
        if (length == 0)
        {
            return 0;
        }

        double sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += first[first.Length - length + i] - second[second.Length - length + i];
        }

        return sum / length;
    }

    /// <summary>
    /// Mean difference per bar of the groups' equal-weighted averages, newest bars aligned. Members without data are left out; a
    /// group without any gives 0. A member that is listed twice counts twice.
    /// </summary>
    public static double Basket(IReadOnlyList<string> groupA, IReadOnlyList<string> groupB, IReadOnlyDictionary<string, double[]> returns)
    {
        ArgumentNullException.ThrowIfNull(groupA);
        ArgumentNullException.ThrowIfNull(groupB);
        List<double[]> a = WithData(groupA, returns);
        List<double[]> b = WithData(groupB, returns);
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }

        int length = Math.Min(a.Min(series => series.Length), b.Min(series => series.Length));
        double sum = 0;
        for (int back = length; back > 0; back--)
        {
            sum += Average(a, back) - Average(b, back);
        }

        return sum / length;
    }

    private static List<double[]> WithData(IReadOnlyList<string> group, IReadOnlyDictionary<string, double[]> returns)
    {
        var series = new List<double[]>(group.Count);
        foreach (string symbol in group)
        {
            if (returns.TryGetValue(symbol.ToUpperInvariant(), out double[]? values) && values.AsSpan().ContainsAnyExcept(0.0))
            {
                series.Add(values);
            }
        }

        return series;
    }

    private static double Average(List<double[]> series, int back)
    {
        double sum = 0;
        foreach (double[] values in series)
        {
            sum += values[^back];
        }

        return sum / series.Count;
    }
}
