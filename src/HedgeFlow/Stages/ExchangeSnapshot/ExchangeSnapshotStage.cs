using HedgeFlow.Domain;

// Not in a namespace of its folder: one called ExchangeSnapshot would hide the type of that name from every stage.
namespace HedgeFlow.Stages;

/// <summary>
/// First stage: lets through what the executor may trust. Prices that are no prices are taken out, a snapshot older than one
/// already applied is refused, and the paper account, where there is one, takes the place of the exchange's. One thread.
/// </summary>
public sealed class ExchangeSnapshotStage
{
    private double _newestTs = double.NegativeInfinity;

    /// <summary>Snapshots refused because a newer one had been applied.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Prices and balances taken out because they were not finite, or prices not above zero.</summary>
    public long BadValues { get; private set; }

    /// <summary>Account parts that the feed reported as failed.</summary>
    public long PartErrors { get; private set; }

    /// <summary>True when the item may go on to the executor.</summary>
    public bool Admit(in FeedItem item)
    {
        if (item.Snapshot is not { } snapshot)
        {
            return true;
        }

        if (!double.IsFinite(snapshot.Ts) || snapshot.Ts < _newestTs)
        {
            OutOfOrder++;
            return false;
        }

        _newestTs = snapshot.Ts;
        PartErrors += snapshot.Errors.Count;
        RemoveBadPrices(snapshot.Prices);
        return true;
    }

    private void RemoveBadPrices(PooledList<PriceMark> prices)
    {
        int kept = 0;
        for (int i = 0; i < prices.Count; i++)
        {
            PriceMark price = prices[i];
            if (price.Price > 0 && double.IsFinite(price.Price) && price.Symbol.Length > 0)
            {
                if (kept != i)
                {
                    prices[kept] = price;
                }

                kept++;
            }
        }

        BadValues += prices.Count - kept;
        while (prices.Count > kept)
        {
            prices.RemoveLast();
        }
    }
}
