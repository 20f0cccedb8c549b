using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Executor.Orders;

[TestClass]
public sealed class OrderLifecycleTests
{
    private const double Now = 1764000000;

    private static readonly OrderTicket Ticket = new() { Symbol = "BTCUSDT", Side = "BUY", OrderType = "MARKET", RequestQty = 2, PositionSide = "LONG" };

    [TestMethod]
    public void A_trade_that_comes_again_counts_once_and_one_without_time_gets_the_clock()
    {
        var order = new OrderLifecycle(Ticket, new FifoLots(), FillPolling.Default);
        order.Acknowledge(new JsonObject { ["orderId"] = 5 }, null, Now);
        var facts = new List<OrderFact>();
        JsonArray trades = Trades("""[{"id":1,"qty":"1","price":"10"},{"id":1,"qty":"1","price":"10"}]""");
        Assert.AreEqual(1, order.Observe("PARTIALLY_FILLED", trades, Now + 2, facts).NewTrades);
        Assert.AreEqual(0, order.Observe("PARTIALLY_FILLED", trades, Now + 3, facts).NewTrades);
        Assert.HasCount(1, facts);
        Assert.AreEqual(2000.0, order.Summary!.LatencyMs, 1e-6);
    }

    [TestMethod]
    public void Questions_stop_at_a_final_status_and_follow_new_trades_at_once()
    {
        var order = new OrderLifecycle(Ticket, new FifoLots(), FillPolling.Default);
        Assert.IsNull(order.NextPoll(Now), "nothing is asked before an acknowledgement");
        order.Acknowledge(new JsonObject { ["orderId"] = 5 }, null, Now);
        var facts = new List<OrderFact>();
        Assert.AreEqual(0.0, order.NextPoll(Now));
        order.Observe("NEW", null, Now, facts);
        Assert.AreEqual(0.5, order.NextPoll(Now));
        order.Observe("PARTIALLY_FILLED", Trades("""[{"id":1,"qty":"1","price":"10"}]"""), Now + 0.5, facts);
        Assert.AreEqual(0.0, order.NextPoll(Now + 0.5));
        order.Observe("canceled", null, Now + 0.5, facts);
        Assert.IsNull(order.NextPoll(Now + 0.5));
    }

    [TestMethod]
    public void An_order_id_of_64_bits_survives()
    {
        var order = new OrderLifecycle(Ticket, new FifoLots(), FillPolling.Default);
        OrderFact ack = order.Acknowledge((JsonObject)JsonNodes.TryParse("""{"orderId":9223372036854775807}""", out _)!, null, Now)!;
        Assert.AreEqual(long.MaxValue, ack.Payload["orderId"]!.GetValue<long>());
        Assert.AreEqual("9223372036854775807", ack.Payload["clientOrderId"]!.GetValue<string>());
    }

    [TestMethod]
    public void A_dry_run_answer_makes_no_order()
    {
        var order = new OrderLifecycle(Ticket, new FifoLots(), FillPolling.Default);
        Assert.IsNull(order.Acknowledge(OrderRequestParams.DryRunResponse([], 1764000000000), 1, Now));
    }

    [TestMethod]
    public void Garbage_trades_never_throw_and_make_no_unusable_number() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var garbage = new GarbageJson(seed);
        var order = new OrderLifecycle(Ticket, new FifoLots(), FillPolling.Default);
        order.Acknowledge(new JsonObject { ["orderId"] = 5 }, null, Now);
        var facts = new List<OrderFact>();
        for (int i = 0; i < 5; i++)
        {
            var trades = new JsonArray(garbage.Value(2), garbage.Object(["id", "qty", "price", "commission", "commissionAsset", "time"]));
            order.Observe(Coerce.Text(garbage.Value(0)), trades, Now + i, facts);
        }

        return facts.All(fact => fact.Payload.All(member => !Coerce.IsNonFinite(member.Value)));
    }).QuickCheckThrowOnFailure();

    private static JsonArray Trades(string json) => (JsonArray)JsonNodes.TryParse(json, out _)!;
}
