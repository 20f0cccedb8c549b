using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Tests.Stages.Executor.Orders;

[TestClass]
public sealed class FifoLotsTests
{
    [TestMethod]
    public void Quantity_and_money_are_conserved() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var lots = new FifoLots();
        double position = 0;
        double cash = 0;
        double realized = 0;
        for (int i = 0; i < 60; i++)
        {
            bool buy = random.NextUnit() < 0.5;
            double qty = (1 + random.NextIndex(5000)) / 1000.0;
            double price = (1 + random.NextIndex(90000)) / 100.0;
            LotMatch match = lots.Apply(new LotTrade("X", "BOTH", buy, qty, price, 0.1, false));
            position += buy ? qty : -qty;
            cash += (buy ? -1 : 1) * qty * price;
            realized += match.RealizedPnl;
            if (Math.Abs(match.After - position) > 1e-6 || match.Closed > qty + 1e-9 || match.ClosingFee > 0.1 + 1e-12)
            {
                return false;
            }
        }

        const double Mark = 321.5;
        double open = position == 0 || Math.Abs(position) < 1e-6 ? 0 : position * (Mark - lots.AverageEntry("X", "BOTH"));
        return Math.Abs(cash + position * Mark - (realized + open)) < 1e-4;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void The_oldest_lot_goes_first()
    {
        var lots = new FifoLots();
        lots.Apply(new LotTrade("X", "LONG", true, 1, 100, 0, false));
        lots.Apply(new LotTrade("X", "LONG", true, 1, 200, 0, false));
        LotMatch match = lots.Apply(new LotTrade("X", "LONG", false, 1.5, 150, 0.3, true));
        Assert.AreEqual(50.0 - 25.0, match.RealizedPnl, 1e-12);
        Assert.AreEqual(0.5, match.After, 1e-12);
        Assert.AreEqual(200.0, lots.AverageEntry("X", "LONG"), 1e-12);
        Assert.AreEqual(0.3, match.ClosingFee, 1e-12);
    }

    [TestMethod]
    public void A_sell_on_a_long_leg_never_opens_a_short()
    {
        var lots = new FifoLots();
        LotMatch unseen = lots.Apply(new LotTrade("X", "LONG", false, 3, 100, 0, false));
        LotMatch entry = lots.Apply(new LotTrade("X", "LONG", true, 1, 110, 0, false));
        Assert.AreEqual(0.0, unseen.After);
        Assert.AreEqual(0.0, entry.Closed);
        Assert.AreEqual(1.0, lots.Position("X", "LONG"));
    }

    [TestMethod]
    public void Sides_of_one_symbol_are_separate_positions()
    {
        var lots = new FifoLots();
        lots.Seed("X", "LONG", 2, 100);
        lots.Seed("X", "SHORT", -3, 90);
        lots.Apply(new LotTrade("X", "SHORT", true, 3, 80, 0, true));
        Assert.AreEqual(2.0, lots.Position("X", "LONG"));
        Assert.AreEqual(0.0, lots.Position("X", "SHORT"));
    }

    [TestMethod]
    [DataRow(0.0, 100.0)]
    [DataRow(-1.0, 100.0)]
    [DataRow(double.NaN, 100.0)]
    [DataRow(1.0, double.PositiveInfinity)]
    [DataRow(1.0, 0.0)]
    public void A_trade_that_is_none_changes_nothing(double qty, double price)
    {
        var lots = new FifoLots();
        lots.Seed("X", null, 1, 50);
        LotMatch match = lots.Apply(new LotTrade("X", null, false, qty, price, 1, false));
        Assert.AreEqual(new LotMatch(1, 1, 0, 0, 0), match);
    }
}
