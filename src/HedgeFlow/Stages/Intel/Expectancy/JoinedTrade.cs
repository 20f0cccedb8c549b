namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>A closed trade and the routing of its closing order, where that is known.</summary>
public readonly record struct JoinedTrade(TradeRecord Trade, RouterMetric? Metric)
{
    /// <summary>Joins by attempt; a trade without a match keeps no metric.</summary>
    public static JoinedTrade[] Join(IReadOnlyList<TradeRecord> trades, IReadOnlyDictionary<string, RouterMetric> metrics)
    {
        var joined = new JoinedTrade[trades.Count];
        for (int i = 0; i < joined.Length; i++)
        {
            TradeRecord trade = trades[i];
            RouterMetric? metric = trade.AttemptId is { } id && metrics.TryGetValue(id, out RouterMetric? found) ? found : null;
            joined[i] = new JoinedTrade(trade, metric);
        }

        return joined;
    }
}
