using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Executor.Gate;

[TestClass]
public sealed class PreTradeGateTests
{
    private const double Now = 1_764_000_000;

    [TestMethod]
    public void A_healthy_book_without_limits_lets_an_intent_through()
    {
        using GateBook book = Healthy();
        GateDecision decision = PreTradeGate.Evaluate(Order("BTCUSDT", 500), book, GateRules.None, new GateState(), Now);
        Assert.IsTrue(decision.Allowed);
        Assert.AreEqual(10000, decision.Nav);
    }

    [TestMethod]
    public void The_kill_switch_hides_every_other_reason()
    {
        using GateBook book = Healthy();
        book.KillSwitch = true;
        book.NavAgeSeconds = double.NaN;
        GateDecision decision = PreTradeGate.Evaluate(Order("BTCUSDT", 500), book, Rules("""{"restricted_symbols":["BTCUSDT"]}"""), new GateState(), Now);
        CollectionAssert.AreEqual(new[] { "kill_switch_on" }, decision.Reasons.ToArray());
    }

    [TestMethod]
    public void A_failure_inside_the_gate_vetoes()
    {
        using GateBook book = Healthy();
        GateDecision decision = PreTradeGate.Evaluate(Order("BTCUSDT", 500), book, GateRules.None with { Limits = null! }, new GateState(), Now);
        CollectionAssert.AreEqual(new[] { RiskDecision.EngineError }, decision.Reasons.ToArray());
        Assert.AreEqual(RiskDecision.EngineError, Coerce.Text(VetoRecord.Row(
            new GateDetail(Order("BTCUSDT", 500), decision, book, GateRules.None), new VetoOrigin(), Now).Payload["veto_reason"]));
    }

    [TestMethod]
    public void Evaluating_changes_nothing()
    {
        using GateBook book = Healthy();
        GateRules rules = Rules("""{"global":{"error_circuit":{"max_errors":1,"window_sec":5},"burst_limit":{"max_orders":1,"window_sec":5}}}""");
        var state = new GateState();
        state.NoteError(Now - 100);
        state.NoteAttempt(Now - 100);
        string before = state.Snapshot().ToJsonString();
        GateDecision first = PreTradeGate.Evaluate(Order("BTCUSDT", 500), book, rules, state, Now);
        GateDecision second = PreTradeGate.Evaluate(Order("BTCUSDT", 500), book, rules, state, Now);
        Assert.AreEqual(before, state.Snapshot().ToJsonString());
        Assert.AreEqual(first.Reasons, second.Reasons);
    }

    [TestMethod]
    public void A_warm_gate_allocates_nothing()
    {
        using GateBook book = Healthy();
        var random = new Random(7);
        for (int i = 0; i < 120; i++)
        {
            book.Returns.AddReturn("BTCUSDT", (random.NextDouble() - 0.5) / 50);
            book.Returns.AddReturn("ETHUSDT", (random.NextDouble() - 0.5) / 50);
        }

        book.Positions.Add(new RiskPosition("ETHUSDT", 1, 900));
        GateRules rules = Rules(
            """
            {"global":{"max_trade_nav_pct":0.2,"max_gross_exposure_pct":2,"error_circuit":{"max_errors":4,"window_sec":60},
             "burst_limit":{"max_orders":9,"window_sec":60},"tiers":{"CORE":{"per_symbol_nav_pct":0.5}}},
             "per_symbol":{"BTCUSDT":{"max_nav_pct":0.5,"cooldown_sec":5,"block_sides":["SELL"]}}}
            """);
        var state = new GateState();
        state.NoteFill("BTCUSDT", Now - 60);
        state.NoteAttempt(Now);
        GateRequest order = Order("BTCUSDT", 500);
        for (int i = 0; i < 2000; i++)
        {
            PreTradeGate.Evaluate(order, book, rules, state, Now);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool allowed = true;
        for (int i = 0; i < 1000; i++)
        {
            allowed &= PreTradeGate.Evaluate(order, book, rules, state, Now).Allowed;
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsTrue(allowed);
        Assert.AreEqual(0, bytes, "bytes over 1000 decisions");
    }

    [TestMethod]
    public void Whatever_comes_in_the_gate_answers_and_its_record_is_finite() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var garbage = new GarbageJson(seed);
        GateRules rules = Garbage(garbage);
        using GateBook book = GarbageBook(garbage, rules.Advanced);
        var state = new GateState();
        state.Restore(garbage.Object(["open_notional", "daily_pnl_pct", "last_fill_by_symbol", "error_timestamps", "order_attempt_ts"]));
        GateRequest request = GarbageRequest(garbage);
        double now = garbage.Number();
        GateDecision decision = PreTradeGate.Evaluate(request, book, rules, state, now);
        var detail = new GateDetail(request, decision, book, rules);
        Assert.IsNull(GarbageJson.NonFinite(detail.Nodes));
        Assert.IsFalse(decision.Reasons.Has(GateRule.EngineError));
        if (decision.Vetoed)
        {
            JsonObject record = VetoRecord.Row(detail, new VetoOrigin(SignalTs: garbage.Number()), now).Payload;
            Assert.IsNull(GarbageJson.NonFinite(record));
            Assert.IsGreaterThan(0, record["reasons"]!.AsArray().Count);
        }
    }).QuickCheckThrowOnFailure();

    internal static GateRules Rules(string riskLimits)
    {
        RiskLimits? limits = RiskLimitsLoader.Load(JsonNode.Parse(riskLimits), null, false, false, out IReadOnlyList<ConfigProblem> problems);
        Assert.IsEmpty(problems);
        return GateRules.None with { Limits = limits! };
    }

    private static GateBook Healthy() => new(new ReturnBook(RiskAdvanced.Default))
    {
        NavAgeSeconds = 1,
        NavSourcesOk = true,
        NavTotal = 10000,
        Drawdown = DrawdownSnapshot.Compute(
            new DrawdownInputs { TrackerNav = 10000, TrackerPeak = 10000, TrackerTs = Now, NavAgeSeconds = 1, SourcesOk = true }, Now, 90),
    };

    private static GateRequest Order(string symbol, double notional) => new()
    {
        Symbol = symbol,
        Side = "BUY",
        RequestedNotional = notional,
        Price = 100,
        OpenQty = 0,
        TierName = "CORE",
        TierGrossNotional = 0,
        SymbolGrossNotional = 0,
        PortfolioGrossNotional = 900,
        OpenPositionsCount = 1,
    };

    private static GateRules Garbage(GarbageJson garbage)
    {
        var root = new JsonObject
        {
            ["global"] = garbage.Object(["max_trade_nav_pct", "daily_loss_limit_pct", "max_leverage", "whitelist", "error_circuit", "tiers"]),
            ["per_symbol"] = new JsonObject { ["BTCUSDT"] = garbage.Object(["max_nav_pct", "min_notional", "max_open_qty", "block_sides", "cooldown_sec"]) },
            ["circuit_breakers"] = garbage.Value(2),
            ["nav_anomalies"] = garbage.Value(2),
        };
        RiskLimits? limits = RiskLimitsLoader.Load(root, garbage.Value(3), true, true, out _);
        return new GateRules(
            limits ?? new RiskLimits { MaxTradeNav = 0.01, MaxNavDrawdown = 0.01, MaxPortfolioDrawdown = 0.01, MinNotional = 1 },
            garbage.Chance(0.3) ? ["BTCUSDT"] : [],
            CorrelationGroups.OfGroups(new JsonObject { ["A"] = new JsonObject { ["symbols"] = new JsonArray("BTCUSDT"), ["max_group_nav_pct"] = garbage.Value(1) } }),
            RiskAdvanced.Of(new JsonObject { ["var"] = garbage.Object(["confidence", "lookback_bars", "halflife_bars"]), ["cvar"] = garbage.Value(2) }));
    }

    private static GateBook GarbageBook(GarbageJson garbage, RiskAdvanced advanced)
    {
        var returns = new ReturnBook(advanced);
        for (int i = 0; i < 60; i++)
        {
            returns.AddReturn("BTCUSDT", garbage.Number());
        }

        var book = new GateBook(returns)
        {
            NavAgeSeconds = garbage.Number(),
            NavSourcesOk = garbage.Chance(0.5),
            NavTotal = garbage.Number(),
            PortfolioDrawdown = garbage.Number(),
            Drawdown = DrawdownSnapshot.Compute(
                DrawdownInputs.Of(
                    garbage.Object(["nav", "peak", "ts", "daily_peak"]), garbage.Object(["nav", "ts"]), garbage.Object(["age_s", "sources_ok"]), garbage.Number()),
                garbage.Number(), garbage.Number()),
        };
        for (int i = garbage.Index(4); i > 0; i--)
        {
            book.Positions.Add(RiskPosition.Of("BTCUSDT", garbage.Object(["qty", "notional", "markPrice"])));
        }

        return book;
    }

    private static GateRequest GarbageRequest(GarbageJson garbage) => new()
    {
        Symbol = garbage.Chance(0.7) ? "BTCUSDT" : garbage.Text(),
        Side = garbage.Text(),
        RequestedNotional = garbage.Number(),
        Price = garbage.Number(),
        IntentNav = garbage.Number(),
        OpenQty = garbage.Number(),
        Leverage = garbage.Number(),
        OpenPositionsCount = garbage.Index(10) - 1,
        TierName = garbage.Text(),
        TierGrossNotional = garbage.Number(),
        SymbolGrossNotional = garbage.Number(),
        PortfolioGrossNotional = garbage.Number(),
        ReduceOnly = garbage.Chance(0.1),
    };
}
