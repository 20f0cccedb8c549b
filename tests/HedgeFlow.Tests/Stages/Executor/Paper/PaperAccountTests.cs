using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Paper;

namespace HedgeFlow.Tests.Stages.Executor.Paper;

[TestClass]
public sealed class PaperAccountTests
{
    private const double Now = 1764000000;

    [TestMethod]
    public void The_first_snapshot_is_taken_over_and_comes_out_unchanged_in_value()
    {
        using ExchangeSnapshot snapshot = Snapshot(10_000, 110);
        snapshot.Positions.Add(Row("BTCUSDT", "LONG", PositionSideWord.Long, 0.5, 100));
        snapshot.Positions.Add(Row("ETHUSDT", "BOTH", PositionSideWord.BySign, -2, 50));
        var account = new PaperAccount();
        account.Overlay(snapshot);
        Assert.AreEqual(10_000.0, snapshot.TotalWalletBalance);
        Assert.AreEqual(0.5 * 10 + 2 * 10, snapshot.TotalUnrealizedProfit, 1e-9);
        Assert.AreEqual(10_025.0, snapshot.Equity, 1e-9);
        Assert.AreEqual(2, snapshot.Positions.Count);
        Assert.AreEqual(-2.0, snapshot.Positions[1].Qty);
        Assert.AreEqual(40.0, snapshot.Positions[1].Mark);
    }

    [TestMethod]
    public void Later_snapshots_give_prices_only()
    {
        using ExchangeSnapshot snapshot = Snapshot(10_000, 100);
        var account = new PaperAccount();
        account.Overlay(snapshot);
        account.Lots.Apply(new LotTrade("BTCUSDT", "LONG", true, 2, 100, 0.1, false));
        account.Settle("BTCUSDT", "LONG", new PollResult(1, 0, 0, 0.1), 100, 4, Now);
        snapshot.Clear();
        Fill(snapshot, 77, 120);
        account.Overlay(snapshot);
        Assert.AreEqual(9_999.9, snapshot.TotalWalletBalance, 1e-9);
        Assert.AreEqual(10_039.9, snapshot.Equity, 1e-9);
        Assert.AreEqual(4.0, snapshot.Positions[0].Leverage);
        Assert.AreEqual(10_039.9 - 60, snapshot.Balances[0].Available, 1e-9);
    }

    [TestMethod]
    public void A_missing_price_keeps_the_last_mark()
    {
        using ExchangeSnapshot snapshot = Snapshot(10_000, 130);
        snapshot.Positions.Add(Row("BTCUSDT", "LONG", PositionSideWord.Long, 1, 100));
        var account = new PaperAccount();
        account.Overlay(snapshot);
        snapshot.Prices.Clear();
        snapshot.Positions.Clear();
        account.Overlay(snapshot);
        Assert.AreEqual(10_030.0, snapshot.Equity, 1e-9);
    }

    [TestMethod]
    public void A_snapshot_without_account_starts_from_the_given_wallet()
    {
        using var snapshot = new ExchangeSnapshot();
        snapshot.Clear();
        new PaperAccount(2_500).Overlay(snapshot);
        Assert.AreEqual(2_500.0, snapshot.Equity);
    }

    [TestMethod]
    public void A_tick_allocates_nothing()
    {
        using ExchangeSnapshot snapshot = Snapshot(10_000, 110);
        snapshot.Positions.Add(Row("BTCUSDT", "LONG", PositionSideWord.Long, 0.5, 100));
        var account = new PaperAccount();
        account.Overlay(snapshot);
        account.Overlay(snapshot);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            account.Overlay(snapshot);
        }

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ExchangeSnapshot Snapshot(double wallet, double btc)
    {
        var snapshot = new ExchangeSnapshot();
        Fill(snapshot, wallet, btc);
        return snapshot;
    }

    private static void Fill(ExchangeSnapshot snapshot, double wallet, double btc)
    {
        snapshot.Ts = Now;
        snapshot.TotalWalletBalance = wallet;
        snapshot.Balances.Add(new AssetBalance("USDT", wallet, wallet));
        snapshot.Prices.Add(new PriceMark("ETHUSDT", 40));
        snapshot.Prices.Add(new PriceMark("BTCUSDT", btc));
    }

    private static RawPosition Row(string symbol, string side, PositionSideWord word, double qty, double entry) => new()
    {
        Symbol = symbol,
        ExchangeSide = side,
        Word = word,
        Qty = qty,
        Entry = entry,
        Mark = double.NaN,
        Unrealized = double.NaN,
        Realized = double.NaN,
        Leverage = 3,
        UpdatedTs = double.NaN,
    };
}
