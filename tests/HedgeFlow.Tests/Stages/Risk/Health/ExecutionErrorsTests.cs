using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Risk.Health;

[TestClass]
public sealed class ExecutionErrorsTests
{
    [TestMethod]
    public void A_symbol_sees_its_own_errors_and_those_of_the_process()
    {
        var errors = new ExecutionErrors();
        errors.Record("router", "btcusdt", 10, "first\r\nline", "network");
        errors.Record("router", null, 20, "global");
        errors.Record("router", "ETHUSDT", 30, "other");
        errors.Record("vol", "BTCUSDT", 5, null);
        IReadOnlyDictionary<string, SymbolHealth.ErrorCount> view = errors.Of("BTCUSDT");
        CollectionAssert.AreEqual((string[])["router", "vol"], view.Keys.ToArray());
        Assert.AreEqual(2, view["router"].Count);
        Assert.AreEqual("global", view["router"].LastError!.Message);
        Assert.AreEqual(1, errors.Of(null)["router"].Count);
        Assert.AreEqual("first line", errors.All().Single(e => e.Symbol == "BTCUSDT" && e.Component == "router").Error.LastError!.Message);
        CollectionAssert.AreEqual((double[])[30, 20, 10, 5], errors.All().Select(e => e.Error.LastError!.Ts).ToArray());
    }

    [TestMethod]
    public void A_flood_of_names_does_not_grow_without_end()
    {
        var errors = new ExecutionErrors();
        for (int i = 0; i < 10_000; i++)
        {
            errors.Record($"c{i}", null, i, null);
        }

        errors.Record("c0", null, 20_000, "known ones still count");
        Assert.HasCount(4096, errors.All());
        Assert.AreEqual(2, errors.Of(null)["c0"].Count);
    }

    [TestMethod]
    public void The_gate_log_keeps_the_newest_refusals()
    {
        var gates = new RiskGateLog();
        for (int i = 0; i < 300; i++)
        {
            gates.Add(new SymbolHealth.RiskGateEvent(i, "risk_limits", i % 2 == 0 ? "BTCUSDT" : "ETHUSDT", "cooldown", null, null));
        }

        Assert.HasCount(RiskGateLog.Capacity, gates.Of(null));
        Assert.HasCount(RiskGateLog.Capacity / 2, gates.Of("btcusdt"));
        Assert.AreEqual(44.0, gates.Of(null)[0].Ts);
    }

    [TestMethod]
    public void Alerts_forget_only_what_may_fire_again()
    {
        var alerts = new ExecutionAlerts(60);
        for (int i = 0; i < 6000; i++)
        {
            Assert.IsNotNull(alerts.Check("BTCUSDT", [$"w{i}"], [], 1000 + i * 0.01));
        }

        Assert.IsNull(alerts.Check("BTCUSDT", ["w5999"], [], 1060));
        Assert.IsNotNull(alerts.Check("BTCUSDT", ["w5999"], [], 1200));
    }
}
