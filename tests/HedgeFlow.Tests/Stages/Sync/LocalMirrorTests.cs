using System.Text;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Sync;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Sync;

[TestClass]
public sealed class LocalMirrorTests
{
    private const double Now = 1764000000;

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    private MirrorPlan Plan(double now = Now) =>
        new LocalMirror(file => _files.TryGetValue(file, out string? text) ? SurfaceContent.Read(Encoding.UTF8.GetBytes(text)) : null).Plan(now);

    private void Nav(double time, double nav = 1000) => _files["nav.json"] = $$"""{"nav":{{nav}},"updated_ts":{{time}},"legacy":[1]}""";

    private void Accept(MirrorPlan plan) => _files["nav_state.json"] = plan.Document!.ToJsonString();

    [TestMethod]
    public void A_newer_source_is_copied_with_the_risk_snapshots_word()
    {
        Nav(Now - 1);
        _files["risk_snapshot.json"] = """{"dd_state":{"state":"RECOVERY"}}""";

        MirrorPlan plan = Plan();

        Assert.AreEqual(MirrorStep.Copied, plan.Step);
        Assert.IsEmpty(plan.Skipped);
        Assert.AreEqual(Now - 1, plan.SourceTs);
        Assert.AreEqual("RECOVERY", (string?)plan.Document!["dd_state"]);
        Assert.AreEqual(Now, (double)plan.Document["synced_at"]!);
    }

    [TestMethod]
    public void The_same_source_is_not_copied_twice()
    {
        Nav(Now - 1);
        _files["risk_snapshot.json"] = "{\"a\":1}";
        Accept(Plan());

        MirrorPlan again = Plan(Now + 20);

        Assert.AreEqual(MirrorStep.Unchanged, again.Step);
        Assert.IsNull(again.Document);
        Assert.AreEqual(Now - 1, again.SourceTs);
    }

    [TestMethod]
    [DataRow(null, SkippedInput.Missing)]
    [DataRow("", SkippedInput.Empty)]
    [DataRow("{\"nav\":1000,\"updated_ts\":17640000", SkippedInput.NotJson)]
    [DataRow("{\"nav\":NaN,\"updated_ts\":1764000001}", SkippedInput.NotJson)]
    [DataRow("[1]", SkippedInput.NotAnObject)]
    [DataRow("{\"nav\":0,\"updated_ts\":1764000001}", SkippedInput.Rejected)]
    [DataRow("{\"nav\":1000}", SkippedInput.Rejected)]
    [DataRow("{\"nav\":1000,\"updated_ts\":1764009999}", SkippedInput.Rejected)]
    [DataRow("{\"nav\":1000,\"updated_ts\":1763999000}", SkippedInput.Rejected)]
    public void A_source_that_is_not_whole_marks_the_last_good_copy_once(string? damaged, string reason)
    {
        Nav(Now - 1);
        _files["risk_snapshot.json"] = "{\"a\":1}";
        Accept(Plan());
        if (damaged is null)
        {
            _files.Remove("nav.json");
        }
        else
        {
            _files["nav.json"] = damaged;
        }

        MirrorPlan plan = Plan(Now + 20);
        Assert.AreEqual(MirrorStep.Marked, plan.Step);
        Assert.AreEqual($"nav.json: {reason}", string.Join(", ", plan.Skipped));
        Assert.IsTrue((bool)plan.Document!["last_known_good"]!);
        Assert.AreEqual(1000.0, Coerce.Number(plan.Document["nav"]), "the values stay");
        Accept(plan);

        Assert.AreEqual(MirrorStep.Unchanged, Plan(Now + 40).Step, "once");

        Nav(Now + 50, 1001);
        MirrorPlan back = Plan(Now + 60);
        Assert.AreEqual(MirrorStep.Copied, back.Step);
        Assert.IsFalse((bool)back.Document!["last_known_good"]!);
    }

    [TestMethod]
    public void A_torn_copy_of_its_own_is_counted_and_made_anew()
    {
        Nav(Now - 1);
        _files["risk_snapshot.json"] = "{\"a\":1}";
        _files["nav_state.json"] = "{\"nav\":10";

        MirrorPlan plan = Plan();

        Assert.AreEqual(MirrorStep.Copied, plan.Step);
        Assert.AreEqual("nav_state.json: not_json", string.Join(", ", plan.Skipped));
    }
}
