using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>
/// The account that the paper router trades: starts as the first snapshot found it, follows the simulated fills, and puts its
/// own balances and positions in the place of the exchange's, so that everything behind it sees the paper book. First-in-first-out
/// on both sides of the ledger, so that equity = wallet + unrealized holds through every partial close. Not thread-safe.
/// </summary>
public sealed class PaperAccount(double initialWallet = 10_000)
{
    private const string Asset = "USDT";
    private const double FlatQty = 1e-9;

    private readonly List<PaperLeg> _legs = [];

    /// <summary>The lots of the open positions: shared with the router that fills them.</summary>
    public FifoLots Lots { get; } = new();

    /// <summary>False before the first snapshot.</summary>
    public bool IsSeeded { get; private set; }

    /// <summary>USD: start + realised PnL − fees.</summary>
    public double Wallet { get; private set; } = initialWallet;

    /// <summary>USD, at the last marks.</summary>
    public double Unrealized
    {
        get
        {
            double sum = 0;
            foreach (PaperLeg leg in _legs)
            {
                sum += leg.Unrealized;
            }

            return sum;
        }
    }

    public double Equity => Wallet + Unrealized;

    public int OpenPositions => _legs.Count;

    /// <summary>Signed position, base units; 0 when flat.</summary>
    public double SignedQty(string symbol, string? positionSide) => Lots.Position(symbol, positionSide);

    /// <summary>
    /// Marks the paper book to the snapshot's prices and writes it over the snapshot's account and positions. The first call
    /// takes wallet and positions from the snapshot. Allocates nothing once the snapshot's arrays have grown.
    /// </summary>
    public void Overlay(ExchangeSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!IsSeeded)
        {
            Seed(snapshot);
        }

        double unrealized = 0;
        double margin = 0;
        foreach (PaperLeg leg in _legs)
        {
            Mark(leg, snapshot);
            unrealized += leg.Unrealized;
            margin += Math.Abs(leg.Qty) * leg.Price / Math.Max(1, leg.Leverage);
        }

        snapshot.Positions.Clear();
        foreach (PaperLeg leg in _legs)
        {
            snapshot.Positions.AddSlot() = leg.ToRow();
        }

        snapshot.TotalWalletBalance = Wallet;
        snapshot.TotalUnrealizedProfit = unrealized;
        snapshot.TotalMarginBalance = Wallet + unrealized;
        SetBalance(snapshot.Balances, new AssetBalance(Asset, Wallet, Math.Max(0, Wallet + unrealized - margin)));
    }

    /// <summary>Books what one poll of an order brought; the lots have it already.</summary>
    /// <param name="symbol">Upper-case.</param>
    /// <param name="positionSide">As in <see cref="LotTrade"/>.</param>
    /// <param name="result">Realised PnL and fees.</param>
    /// <param name="price">Price of the fill, the mark until the next snapshot.</param>
    /// <param name="leverage">Of the order.</param>
    /// <param name="ts">Epoch seconds.</param>
    public void Settle(string symbol, string? positionSide, in PollResult result, double price, double leverage, double ts)
    {
        Wallet += result.RealizedPnl - result.Fees;
        string side = string.IsNullOrEmpty(positionSide) ? "BOTH" : positionSide;
        double qty = Lots.Position(symbol, side);
        int index = _legs.FindIndex(leg => leg.Symbol == symbol && leg.Side == side);
        if (Math.Abs(qty) < FlatQty)
        {
            if (index >= 0)
            {
                _legs.RemoveAt(index);
            }

            return;
        }

        PaperLeg leg = index >= 0 ? _legs[index] : Open(symbol, side);
        leg.Qty = qty;
        leg.Entry = Lots.AverageEntry(symbol, side);
        leg.Realized += result.RealizedPnl;
        leg.Leverage = leverage;
        leg.UpdatedTs = ts;
        if (!(leg.Mark > 0))
        {
            leg.Mark = price;
        }
    }

    private void Seed(ExchangeSnapshot snapshot)
    {
        IsSeeded = true;
        Wallet = FirstBalance(snapshot) ?? Wallet;
        Lots.Seed(snapshot);
        foreach (ref readonly RawPosition row in snapshot.Positions.Span)
        {
            string side = string.IsNullOrEmpty(row.ExchangeSide) ? "BOTH" : row.ExchangeSide;
            double qty = Lots.Position(row.Symbol, side);
            if (Math.Abs(qty) < FlatQty || _legs.Exists(Same(row.Symbol, side)))
            {
                continue;
            }

            PaperLeg leg = Open(row.Symbol, side);
            leg.Qty = qty;
            leg.Entry = Lots.AverageEntry(row.Symbol, side);
            leg.Mark = row.Mark;
            leg.Leverage = row.Leverage > 0 ? row.Leverage : 1;
            leg.UpdatedTs = double.IsFinite(row.UpdatedTs) ? row.UpdatedTs : snapshot.Ts;
        }
    }

    private static double? FirstBalance(ExchangeSnapshot snapshot)
    {
        if (double.IsFinite(snapshot.TotalWalletBalance))
        {
            return snapshot.TotalWalletBalance;
        }

        if (double.IsFinite(snapshot.TotalMarginBalance))
        {
            return snapshot.TotalMarginBalance - (double.IsFinite(snapshot.TotalUnrealizedProfit) ? snapshot.TotalUnrealizedProfit : 0);
        }

        foreach (AssetBalance balance in snapshot.Balances.Span)
        {
            if (balance.Asset == Asset && double.IsFinite(balance.Balance))
            {
                return balance.Balance;
            }
        }

        return null;
    }

    private static void Mark(PaperLeg leg, ExchangeSnapshot snapshot)
    {
        ReadOnlySpan<PriceMark> prices = snapshot.Prices.Span;
        if ((uint)leg.PriceIndex >= (uint)prices.Length || prices[leg.PriceIndex].Symbol != leg.Symbol)
        {
            leg.PriceIndex = Find(prices, leg.Symbol);
        }

        if (leg.PriceIndex >= 0 && prices[leg.PriceIndex].Price is > 0 and < double.PositiveInfinity)
        {
            leg.Mark = prices[leg.PriceIndex].Price;
            return;
        }

        foreach (ref readonly RawPosition row in snapshot.Positions.Span)
        {
            if (row.Symbol == leg.Symbol && row.Mark > 0)
            {
                leg.Mark = row.Mark;
                return;
            }
        }
    }

    private static int Find(ReadOnlySpan<PriceMark> prices, string symbol)
    {
        for (int i = 0; i < prices.Length; i++)
        {
            if (prices[i].Symbol == symbol)
            {
                return i;
            }
        }

        return -1;
    }

    private static void SetBalance(PooledList<AssetBalance> balances, AssetBalance paper)
    {
        for (int i = 0; i < balances.Count; i++)
        {
            if (balances[i].Asset == Asset)
            {
                balances[i] = paper;
                return;
            }
        }

        balances.Add(paper);
    }

    private static Predicate<PaperLeg> Same(string symbol, string side) => leg => leg.Symbol == symbol && leg.Side == side;

    private PaperLeg Open(string symbol, string side)
    {
        var leg = new PaperLeg(symbol, side);
        _legs.Add(leg);
        return leg;
    }
}
