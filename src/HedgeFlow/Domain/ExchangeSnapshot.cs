namespace HedgeFlow.Domain;

/// <summary>
/// State of the account at one instant. Filled in place by the feed reader and reused: it is valid only while the tick
/// that it was handed to runs. Missing numbers are NaN. Source: feed contract, <c>snapshot</c>.
/// </summary>
public sealed class ExchangeSnapshot : IDisposable
{
    /// <summary>Strictly increasing within a feed.</summary>
    public long Seq { get; set; }

    /// <summary>Epoch seconds UTC.</summary>
    public double Ts { get; set; }

    /// <summary><c>live</c>, <c>replay</c> or <c>dry_run</c>.</summary>
    public string Source { get; set; } = "";

    public bool Testnet { get; set; }

    public bool DryRun { get; set; }

    /// <summary>USD.</summary>
    public double TotalMarginBalance { get; set; } = double.NaN;

    /// <summary>USD.</summary>
    public double TotalWalletBalance { get; set; } = double.NaN;

    /// <summary>USD.</summary>
    public double TotalUnrealizedProfit { get; set; } = double.NaN;

    public bool? DualSide { get; set; }

    public PooledList<AssetBalance> Balances { get; } = new();

    public PooledList<RawPosition> Positions { get; } = new();

    public PooledList<PriceMark> Prices { get; } = new();

    public PooledList<SnapshotError> Errors { get; } = new();

    /// <summary>Account equity in USD: margin balance, else wallet + unrealized; NaN when neither is known.</summary>
    public double Equity => double.IsFinite(TotalMarginBalance) ? TotalMarginBalance : TotalWalletBalance + TotalUnrealizedProfit;

    /// <summary>Empties the snapshot for the next line; keeps its arrays.</summary>
    public void Clear()
    {
        Seq = 0;
        Ts = double.NaN;
        Source = "";
        Testnet = false;
        DryRun = false;
        TotalMarginBalance = double.NaN;
        TotalWalletBalance = double.NaN;
        TotalUnrealizedProfit = double.NaN;
        DualSide = null;
        Balances.Clear();
        Positions.Clear();
        Prices.Clear();
        Errors.Clear();
    }

    public void Dispose()
    {
        Balances.Dispose();
        Positions.Dispose();
        Prices.Dispose();
        Errors.Dispose();
    }
}
