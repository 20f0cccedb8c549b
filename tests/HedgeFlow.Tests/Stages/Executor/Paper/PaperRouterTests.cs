using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Executor.Paper;

[TestClass]
public sealed class PaperRouterTests
{
    private const double Now = 1764000000;

    private static readonly string[] IntentMembers =
    [
        "signal", "price", "capital_per_trade", "leverage", "gross_usd", "positionSide", "reduceOnly", "qty", "urgent", "is_stop_loss", "metadata", "strategy",
    ];

    [TestMethod]
    public void After_any_trading_a_close_leaves_flat_legs_and_the_money_adds_up() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var account = new PaperAccount(10_000);
        var router = new PaperRouter(PaperOptions.Default, account);
        var facts = new List<OrderFact>();
        for (int i = 0; i < 30; i++)
        {
            double price = random.NextBetween(50, 150);
            bool buy = random.NextUnit() < 0.5;
            string side = random.NextIndex(3) switch { 0 => "LONG", 1 => "SHORT", _ => "BOTH" };
            router.Route(Make(i, buy, side, random.NextUnit() < 0.3, random.NextBetween(10, 900)), price, Now + i * 60, null, facts);
        }

        int number = 100;
        foreach (string side in new[] { "LONG", "SHORT", "BOTH" })
        {
            double qty = account.SignedQty("XUSDT", side);
            router.Route(Make(number++, qty < 0, side, true, 0), 100, Now + 9000, null, facts);
        }

        double pnl = Sum(facts.Where(f => f.Kind == FeedKind.OrderClose), "realizedPnlUsd");
        double fees = Sum(facts.Where(f => f.Kind == FeedKind.OrderMetric && f.Payload.ContainsKey("route")), "fees_usd");
        double cash = facts.Where(IsLastFill(facts)).Sum(f =>
            (Coerce.Text(f.Payload["side"]) == "BUY" ? -1 : 1) * Coerce.Number(f.Payload["executedQty"])!.Value * Coerce.Number(f.Payload["avgPrice"])!.Value);
        return account.OpenPositions == 0
            && Math.Abs(account.Equity - account.Wallet) < 1e-9
            && Math.Abs(account.Wallet - (10_000 + cash - fees)) < 1e-6
            && (facts.Exists(f => Coerce.Text(f.Payload["positionSide"]) == "BOTH") || Math.Abs(account.Wallet - (10_000 + pnl - fees)) < 1e-6);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void The_same_seed_gives_the_same_facts_and_another_seed_others()
    {
        string first = Transcript(1);
        Assert.AreEqual(first, Transcript(1));
        Assert.AreNotEqual(first, Transcript(2));
    }

    [TestMethod]
    public void What_happens_to_an_order_does_not_hang_on_the_orders_before_it()
    {
        var busy = new List<OrderFact>();
        var router = new PaperRouter(PaperOptions.Default, new PaperAccount());
        for (int i = 0; i < 10; i++)
        {
            router.Route(Make(i, true, "LONG", false, 200), 100, Now, null, busy);
        }

        var alone = new List<OrderFact>();
        new PaperRouter(PaperOptions.Default, new PaperAccount()).Route(Make(9, true, "LONG", false, 200), 100, Now, null, alone);
        CollectionAssert.AreEqual(
            alone.ConvertAll(f => f.Payload.ToJsonString()), busy[^alone.Count..].ConvertAll(f => f.Payload.ToJsonString()));
    }

    [TestMethod]
    public void Makers_earn_the_offset_and_the_rebate_and_takers_pay()
    {
        var facts = new List<OrderFact>();
        var router = new PaperRouter(PaperOptions.Default, new PaperAccount());
        for (int i = 0; i < 200; i++)
        {
            router.Route(Make(i, true, "LONG", false, 500), 100, Now + i, null, facts);
        }

        List<JsonObject> metrics = facts.FindAll(f => f.Kind == FeedKind.OrderMetric).ConvertAll(f => f.Payload);
        List<JsonObject> makers = metrics.FindAll(m => Coerce.Flag(m["is_maker_final"]));
        List<JsonObject> takers = metrics.FindAll(m => Coerce.Flag(m["used_fallback"]));
        Assert.HasCount(200, metrics);
        Assert.AreEqual(200, makers.Count + takers.Count);
        Assert.IsTrue(makers.Count is > 110 and < 170, $"{makers.Count} of 200 filled as maker");
        Assert.IsTrue(makers.TrueForAll(m => Coerce.Number(m["slippage_bps"]) < 0 && Coerce.Number(m["fees_usd"]) < 0));
        Assert.IsTrue(takers.TrueForAll(m => Coerce.Number(m["fees_usd"]) > 0));
        Assert.IsGreaterThan(0, takers.Average(m => Coerce.Number(m["slippage_bps"])!.Value));
    }

    [TestMethod]
    public void Post_only_rejects_are_order_errors_and_the_fourth_sends_a_taker()
    {
        var facts = new List<OrderFact>();
        var router = new PaperRouter(PaperOptions.Default with { PostOnlyRejectProbability = 1 }, new PaperAccount());
        Assert.IsTrue(router.Route(Make(1, true, "LONG", false, 500), 100, Now, null, facts));
        List<OrderFact> errors = facts.FindAll(f => f.Kind == FeedKind.OrderError);
        Assert.HasCount(4, errors);
        Assert.IsTrue(errors.TrueForAll(f => Coerce.Integer(f.Payload["classification"]!["code"]) == -2010 && Coerce.Flag(f.Payload["retried"])));
        JsonObject metric = facts.Single(f => f.Kind == FeedKind.OrderMetric).Payload;
        Assert.IsTrue(Coerce.Flag(metric["used_fallback"]));
        Assert.AreEqual(4L, Coerce.Integer(metric["result"]!["retries"]));
    }

    [TestMethod]
    public void A_policy_against_makers_is_followed()
    {
        var policy = new RouterPolicy { MakerFirst = false, TakerBias = "prefer_taker", Quality = "broken", Reason = "x", OffsetBps = 3 };
        var facts = new List<OrderFact>();
        new PaperRouter(PaperOptions.Default, new PaperAccount()).Route(Make(1, true, "LONG", false, 500), 100, Now, policy, facts);
        JsonObject metric = facts.Single(f => f.Kind == FeedKind.OrderMetric).Payload;
        Assert.IsFalse(Coerce.Flag(metric["maker_start"]));
        Assert.AreEqual("market", Coerce.Text(metric["route"]));
        Assert.AreEqual("broken", Coerce.Text(metric["policy"]!["quality"]));
    }

    [TestMethod]
    public void An_entry_against_an_open_leg_closes_that_leg_first()
    {
        var account = new PaperAccount();
        var router = new PaperRouter(PaperOptions.Default, account);
        var facts = new List<OrderFact>();
        router.Route(Make(1, true, "LONG", false, 500), 100, Now, null, facts);
        facts.Clear();
        router.Route(Make(2, false, "SHORT", false, 300), 100, Now + 60, null, facts);
        Assert.AreEqual(0.0, account.SignedQty("XUSDT", "LONG"));
        Assert.IsLessThan(0, account.SignedQty("XUSDT", "SHORT"));
        OrderFact close = facts.Single(f => f.Kind == FeedKind.OrderClose);
        OrderFact entryAck = facts.Last(f => f.Kind == FeedKind.OrderAck);
        Assert.AreNotEqual(Coerce.Text(close.Payload["intent_id"]), Coerce.Text(entryAck.Payload["intent_id"]));
        Assert.IsGreaterThanOrEqualTo(close.Ts, entryAck.Ts);
    }

    [TestMethod]
    public void Reducing_what_is_not_there_is_an_order_error()
    {
        var facts = new List<OrderFact>();
        Assert.IsFalse(new PaperRouter(PaperOptions.Default, new PaperAccount()).Route(Make(1, false, "LONG", true, 500), 100, Now, null, facts));
        OrderFact error = facts.Single();
        Assert.AreEqual(FeedKind.OrderError, error.Kind);
        Assert.AreEqual("reduce_only_rejected", Coerce.Text(error.Payload["reason"]));
        Assert.AreEqual(-2022L, Coerce.Integer(error.Payload["classification"]!["code"]));
    }

    [TestMethod]
    public void Facts_carry_exactly_the_members_of_the_contract_in_time_order()
    {
        var facts = new List<OrderFact>();
        var router = new PaperRouter(PaperOptions.Default with { MakerFillProbability = 1, PartialFillProbability = 1, PostOnlyRejectProbability = 0 }, new PaperAccount());
        router.Route(Make(1, true, "LONG", false, 500), 100, Now, null, facts);
        router.Route(Make(2, false, "LONG", true, 0), 110, Now + 60, null, facts);
        string[] kinds = [.. facts.Select(f => f.Kind.ToString())];
        CollectionAssert.AreEqual(
            new[] { "OrderAck", "OrderFill", "OrderFill", "OrderMetric", "OrderAck", "OrderFill", "OrderClose", "OrderFill", "OrderClose", "OrderMetric", "OrderMetric" }, kinds);
        Assert.AreEqual(
            "symbol,side,ts_ack,orderId,clientOrderId,request_qty,order_type,status,positionSide,latency_ms,attempt_id,intent_id", Names(facts[0]));
        Assert.AreEqual(
            "symbol,side,ts_fill_first,ts_fill_last,orderId,clientOrderId,executedQty,avgPrice,fee_total,feeAsset,tradeIds,status,positionSide,attempt_id,intent_id,strategy,latency_ms",
            Names(facts[1]));
        Assert.AreEqual(
            "symbol,ts_close,orderId,clientOrderId,realizedPnlUsd,fees_total,position_size_before,position_size_after,positionSide,closed_qty,attempt_id,intent_id,strategy",
            Names(facts[6]));
        for (int i = 1; i < facts.Count; i++)
        {
            Assert.IsGreaterThanOrEqualTo(facts[i - 1].Ts, facts[i].Ts);
        }

        Assert.AreEqual("position_close", Coerce.Text(facts[^1].Payload["event"]));
        double executed = Coerce.Number(facts[2].Payload["executedQty"])!.Value;
        Assert.AreEqual(Coerce.Number(facts[0].Payload["request_qty"])!.Value, executed, 1e-12, "the last fill is cumulative");
    }

    [TestMethod]
    public void Garbage_intents_never_throw_and_make_no_unusable_number() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var garbage = new GarbageJson(seed);
        var account = new PaperAccount();
        var router = new PaperRouter(PaperOptions.Default, account);
        var normalizer = new IntentNormalizer(new IntentIds(3));
        var facts = new List<OrderFact>();
        for (int i = 0; i < 8; i++)
        {
            JsonObject raw = garbage.Object(IntentMembers);
            raw["symbol"] = "XUSDT";
            if (i % 2 == 0)
            {
                raw["signal"] = i % 4 == 0 ? "BUY" : "SELL";
            }

            double mark = Coerce.Number(garbage.Value(0)) ?? 100;
            router.Route(normalizer.Normalize(raw, Now).Intent!, mark, Now, null, facts);
        }

        return double.IsFinite(account.Wallet) && facts.TrueForAll(f => f.Payload.All(m => !Coerce.IsNonFinite(m.Value)));
    }).QuickCheckThrowOnFailure();

    private static Func<OrderFact, bool> IsLastFill(List<OrderFact> facts)
    {
        var last = facts.Where(f => f.Kind == FeedKind.OrderFill).GroupBy(f => Coerce.Integer(f.Payload["orderId"])).Select(g => g.Last()).ToHashSet();
        return last.Contains;
    }

    private static Intent Make(int number, bool buy, string side, bool reduceOnly, double gross) => new()
    {
        Symbol = "XUSDT",
        Signal = buy ? "BUY" : "SELL",
        Timestamp = Now,
        AttemptId = $"sig_{number:x10}",
        IntentId = $"ord_{number:x10}",
        PositionSide = side,
        ReduceOnly = reduceOnly,
        GrossUsd = gross,
        Leverage = 3,
        Strategy = "test",
        Document = [],
    };

    private static string Transcript(ulong seed)
    {
        var facts = new List<OrderFact>();
        var router = new PaperRouter(PaperOptions.Default with { Seed = seed }, new PaperAccount());
        for (int i = 0; i < 20; i++)
        {
            router.Route(Make(i, i % 3 != 0, "BOTH", false, 300), 100 + i, Now + i, null, facts);
        }

        return string.Join('\n', facts.Select(f => $"{f.Kind} {f.Ts:R} {f.Payload.ToJsonString()}"));
    }

    private static double Sum(IEnumerable<OrderFact> facts, string member) => facts.Sum(f => Coerce.Number(f.Payload[member]) ?? 0);

    private static string Names(OrderFact fact) => string.Join(',', fact.Payload.Select(member => member.Key));
}
