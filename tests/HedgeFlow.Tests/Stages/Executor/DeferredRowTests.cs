using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.Storage;

namespace HedgeFlow.Tests.Stages.Executor;

[TestClass]
public sealed class DeferredRowTests
{
    private const double Now = 1764000000;

    [TestMethod]
    public void A_line_of_values_is_the_line_of_its_nodes_and_its_size_is_known_beforehand()
    {
        using var writer = new JsonLineWriter(Envelope.OfReplay(TimeProvider.System));
        foreach (JournalRow row in Rows())
        {
            string line = Encoding.UTF8.GetString(writer.Write(row));
            Assert.AreEqual(Encoding.UTF8.GetString(writer.Write(new JournalRow(row.File, row.Payload, row.EventType, row.Ts))), line);
            Assert.IsInRange(line.Length / 2, line.Length * 2, Journal.EncodedSize(row), line);
        }
    }

    [TestMethod]
    public void An_event_of_a_dry_run_has_all_members_of_the_contract() =>
        Assert.IsNull(UnifiedEvent.Validate(Rows().Single(row => row.File == JournalFiles.Events).Payload));

    [TestMethod]
    public void Telemetry_counts_a_veto_without_its_nodes()
    {
        var veto = new OrderFact(FeedKind.RiskVeto, Now, "BTCUSDT", new Unreadable());
        var statistics = new ExecStatsWindow();
        statistics.Apply(veto);
        Assert.AreEqual("cooldown", statistics.Snapshot(Now).TopVetoes.Single().Reason);

        var diagnostics = new RuntimeDiagnostics(new LivenessOptions());
        diagnostics.Apply(veto);
        Assert.AreEqual(1, diagnostics.Snapshot(Now).VetoCounters.ByReason["cooldown"]);

        using var frame = new TickFrame { Now = Now };
        frame.Facts.Add(veto);
        new RouterMetricStage(RouterMetricOptions.Default).Process(frame);
        new RiskStage(RiskOptions.Default, () => ConfigurationSet.Empty).Process(frame);
    }

    [TestMethod]
    public void The_nodes_of_a_row_are_made_once()
    {
        DeferredObject row = Rows()[0].Deferred!;
        JsonObject first = row.Nodes;
        Assert.AreSame(first, row.Nodes);
    }

    private static JournalRow[] Rows()
    {
        using var book = new Book(new PositionNormalizer());
        Intent intent = new IntentNormalizer(new IntentIds(1)).Normalize(
            new JsonObject { ["symbol"] = "BTCUSDT", ["signal"] = "BUY", ["gross_usd"] = 180, ["strategy"] = "tre\"nd\u2028", ["signal_ts"] = Now - 1 }, Now).Intent!;
        using var view = new GateBook(new ReturnBook(RiskAdvanced.Default)) { NavTotal = double.NaN };
        GateRules rules = GateRules.None with { Limits = RiskLimits.Empty with { MinNotional = 500, MaxLeverage = 0.5 } };
        var request = new GateRequest { Symbol = intent.Symbol, Side = "BUY", RequestedNotional = 180, Price = 90000 };
        GateDecision decision = PreTradeGate.Evaluate(request, view, rules, new GateState(), Now);
        return
        [
            IntentRows.Attempt(intent, book, Now, 90000, "run-1"),
            IntentRows.Signal(intent, new SignalVerdict(false, ["nav_stale", "wide_spread"], 0.2), Now),
            IntentRows.Veto(intent, ["nav_stale"], "signal_doctor", "executor", Now, double.NaN, "run-1"),
            IntentRows.DryRun(intent, Now, 0.002, 90000),
            VetoRecord.Row(new GateDetail(request, decision, view, rules), new VetoOrigin("trend", "LONG", Now - 1, "sig_1", "ord_1", "run-1"), Now),
        ];
    }

    /// <summary>A veto that says its reason and nothing else.</summary>
    private sealed class Unreadable : DeferredObject
    {
        public override int EstimatedSize => 0;

        public override void WriteMembers(Utf8JsonWriter writer) => throw new AssertFailedException("encoded");

        public override string? TextOf(string member) => member switch { "veto_reason" => "cooldown", "gate" => "risk_limits", _ => null };

        protected override JsonObject Build() => throw new AssertFailedException("nodes were made");
    }
}
