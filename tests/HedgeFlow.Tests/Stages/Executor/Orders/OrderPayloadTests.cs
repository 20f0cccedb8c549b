using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;

namespace HedgeFlow.Tests.Stages.Executor.Orders;

[TestClass]
public sealed class OrderPayloadTests
{
    [TestMethod]
    public void A_quantity_on_the_step_is_not_lost_by_rounding() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        double qty = (1 + random.NextIndex(100000)) / 1000.0;
        double price = (1 + random.NextIndex(9000000)) / 100.0;
        OrderPayload order = OrderPayload.FromQty("X", "BUY", price, qty, false, "LONG", SymbolFilters.Default);
        return order.Error is null && order.Qty == qty && order.Price == price;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Any_double_gives_an_order_or_a_reason() => Prop.ForAll<double, double>((price, gross) =>
    {
        OrderPayload order = OrderPayload.FromGross("X", "SELL", price, gross, false, null, SymbolFilters.Default);
        return order.Error is not null || (order.Qty > 0 && double.IsFinite(order.Notional));
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Minima_that_double_the_order_are_noticed()
    {
        var filters = new SymbolFilters(0.01m, 0.001m, 0.1m, 5m);
        OrderPayload order = OrderPayload.FromGross("X", "BUY", 100, 4, false, null, filters);
        Assert.AreEqual(0.1, order.Qty);
        Assert.IsTrue(order.Exceeds(4));
        Assert.IsFalse(order.Exceeds(5));
    }

    [TestMethod]
    public void A_step_with_zeros_at_the_end_writes_only_its_own_decimals()
    {
        var filters = new SymbolFilters(0.01m, 0.00100000m, 0, 0);
        Assert.AreEqual("0.002", OrderPayload.FromQty("X", "BUY", 10, 0.0021, false, null, filters).Payload!["quantity"]!.GetValue<string>());
    }
}
