using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Tests.Stages.Routing;

[TestClass]
public sealed class RouterFailureTests
{
    private const double Start = MetricRows.Start;

    [TestMethod]
    public void A_symbol_whose_policy_fails_shows_an_unknown_policy_and_the_others_go_on()
    {
        var window = new RouterWindow(7, 100);
        var builder = new RouterHealthBuilder();
        RouterReport report = builder.Build(new RouterHealthRequest
        {
            Now = Start,
            Universe = ["BTCUSDT", "ETHUSDT"],
            Effectiveness = window,
            Outcomes = window,
            Stats = new RouterStats().Snapshot(Start),
            Atr = symbol => symbol == "BTCUSDT" ? throw new InvalidOperationException("no prices") : (1, 1),
            PreviousReliability = _ => null,
        });
        Assert.AreEqual(1L, builder.Faults);
        Assert.AreEqual(RouterPolicy.Unknown, report.PerSymbol["BTCUSDT"].Row.Policy);
        Assert.AreEqual("ok", report.PerSymbol["ETHUSDT"].Row.Quality);
        Assert.AreEqual(2, report.Document.Summary.Count);
        Assert.AreEqual(1, report.Document.Summary.QualityCounts.Ok);
        Assert.AreEqual(1, report.Document.Summary.MakerFirstEnabled);
    }

    [TestMethod]
    public void A_build_that_fails_is_counted_and_the_last_good_document_stays()
    {
        bool broken = false;
        var stage = new RouterMetricStage(
            new RouterMetricOptions { Universe = ["BTCUSDT"], RefreshIntervalSeconds = 0 },
            () => broken ? throw new InvalidOperationException("no mode") : "OK");
        using var frame = new TickFrame { Now = Start };
        stage.Process(frame);
        broken = true;
        using var failed = new TickFrame { Now = Start + 1 };
        stage.Process(failed);
        Assert.AreEqual(1L, stage.Faults);
        Assert.AreSame(frame.RouterHealth, failed.RouterHealth);
        Assert.AreEqual(frame.Surfaces.Single().Payload, failed.Surfaces.Single().Payload);
        Assert.IsEmpty(failed.Rows);
        broken = false;
        using var again = new TickFrame { Now = Start + 2 };
        stage.Process(again);
        Assert.AreEqual(Start + 2, again.Router!.Document.UpdatedTs);
    }

    [TestMethod]
    public void Before_any_document_a_failing_build_leaves_the_frame_without_one()
    {
        var stage = new RouterMetricStage(RouterMetricOptions.Default, () => throw new InvalidOperationException("no mode"));
        using var frame = new TickFrame { Now = Start };
        frame.Facts.Add(new OrderFact(FeedKind.OrderMetric, Start, "X", new JsonObject { ["symbol"] = "X" }));
        stage.Process(frame);
        Assert.AreEqual(1L, stage.Faults);
        Assert.IsNull(frame.RouterHealth);
        Assert.IsEmpty(frame.Surfaces);
    }
}
