using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Positions;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// What the executor knows of one account: equity, open positions, last prices. A snapshot replaces the positions and adds to
/// the prices. One thread; nothing is allocated once every symbol has been seen.
/// </summary>
public sealed class Book(PositionNormalizer normalizer) : IDisposable
{
    private readonly Dictionary<string, double> _prices = new(StringComparer.Ordinal);
    private readonly PooledList<PositionRow> _positions = new();
    private readonly PooledList<AssetBalance> _balances = new();

    /// <summary>Epoch seconds UTC of the newest snapshot; NaN before the first.</summary>
    public double SnapshotTs { get; private set; } = double.NaN;

    public long Seq { get; private set; }

    /// <summary>Last known equity in USD; NaN before the first readable account.</summary>
    public double Equity { get; private set; } = double.NaN;

    /// <summary>Time at which <see cref="Equity"/> was read; NaN before the first.</summary>
    public double EquityTs { get; private set; } = double.NaN;

    /// <summary>False while the newest snapshot carries no readable account, or says that a part of it failed.</summary>
    public bool SourcesOk { get; private set; }

    public Exposures Exposures { get; private set; }

    /// <summary>Σ |qty| × entry, USD: gross notional at entry.</summary>
    public double GrossAtEntry { get; private set; }

    /// <summary>Open rows that were left out of the newest snapshot for want of an entry or a mark.</summary>
    public int Quarantined { get; private set; }

    public PooledList<PositionRow> Positions => _positions;

    public PooledList<AssetBalance> Balances => _balances;

    /// <summary>Takes over the snapshot's account, prices and positions.</summary>
    public void Apply(ExchangeSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Seq = snapshot.Seq;
        SnapshotTs = snapshot.Ts;
        foreach (ref readonly PriceMark price in snapshot.Prices.Span)
        {
            SetPrice(price.Symbol, price.Price);
        }

        Quarantined = normalizer.Normalize(snapshot.Positions.Span, _prices, snapshot.Ts, _positions);
        _balances.Clear();
        _balances.AddRange(snapshot.Balances.Span);
        Exposures = Exposures.Of(_positions.Span);
        double atEntry = 0;
        foreach (ref readonly PositionRow row in _positions.Span)
        {
            atEntry += Math.Abs(row.Qty) * row.Entry;
        }

        GrossAtEntry = atEntry;
        double equity = snapshot.Equity;
        bool readable = double.IsFinite(equity);
        SourcesOk = readable && snapshot.Errors.Count == 0;
        if (readable)
        {
            Equity = equity;
            EquityTs = snapshot.Ts;
        }
    }

    /// <summary>Last known price of the symbol, or NaN.</summary>
    public double PriceOf(string symbol) => _prices.TryGetValue(symbol, out double price) ? price : double.NaN;

    /// <summary>A price from elsewhere than a snapshot (a closed candle).</summary>
    public void SetPrice(string symbol, double price)
    {
        if (price > 0 && double.IsFinite(price))
        {
            _prices[symbol] = price;
        }
    }

    /// <summary>Adds every known price, in the order in which the symbols were first seen.</summary>
    public void CopyPrices(PooledList<PriceMark> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        // Nothing is ever removed, so the dictionary enumerates in insertion order.
        foreach (KeyValuePair<string, double> price in _prices)
        {
            target.Add(new PriceMark(price.Key, price.Value));
        }
    }

    /// <summary>Signed quantity of the symbol's open position on the side, or 0.</summary>
    public double OpenQty(string symbol)
    {
        double largest = 0;
        foreach (ref readonly PositionRow row in _positions.Span)
        {
            if (row.Symbol == symbol && Math.Abs(row.Qty) > Math.Abs(largest))
            {
                largest = row.Qty;
            }
        }

        return largest;
    }

    /// <summary>Σ |qty| × mark of the symbol's open rows, USD.</summary>
    public double GrossOf(string symbol)
    {
        double gross = 0;
        foreach (ref readonly PositionRow row in _positions.Span)
        {
            if (row.Symbol == symbol)
            {
                gross += row.Notional;
            }
        }

        return gross;
    }

    public void Dispose()
    {
        _positions.Dispose();
        _balances.Dispose();
    }
}
