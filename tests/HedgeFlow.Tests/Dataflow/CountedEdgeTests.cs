using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Contracts;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

[TestClass]
public sealed class CountedEdgeTests
{
    [TestMethod]
    [Timeout(30_000)]
    public async Task Overflow_IsDropped_Counted_AndReleased()
    {
        var one = new Note[1];
        await using var rig = new EdgeRig(
            PipelineMode.Live,
            (b, head, sink) => b.Counted(
                head,
                note =>
                {
                    one[0] = note;
                    return one;
                },
                sink,
                new() { Capacity = 4 }),
            open: false);
        rig.OfferAll(1, 1);
        rig.Gate.WaitUntilReached();
        rig.OfferAll(2, 100);
        rig.Gate.Open();
        Assert.IsTrue(await rig.Pipeline.DrainAsync(Gate.Patience));
        StageCounts sink = rig.Pipeline.Report()["sink"];
        Assert.AreEqual(100, sink.In);
        Assert.AreEqual(rig.Received.Count, sink.Out);
        Assert.AreEqual("overflow", sink.DroppedByReason.Single().Key);
        Assert.IsGreaterThanOrEqualTo(100 - 1 - 4 - 4, sink.Dropped);
        rig.AssertAccounted();
    }
}
