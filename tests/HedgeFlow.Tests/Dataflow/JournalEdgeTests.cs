using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dataflow;

[TestClass]
public sealed class JournalEdgeTests
{
    private const int Limit = 30_000;
    private const int Bytes = 10;

    [TestMethod]
    [Timeout(Limit)]
    public async Task StuckDisk_CostsDerivedLinesFirst_AndFactsNever()
    {
        using var gate = new Gate(open: false);
        List<bool> alarms = [];
        List<Line> written = [];
        await using Pipeline<Line> pipeline = Build(gate, written, alarms, out JournalGauge gauge);
        for (int i = 0; i < 1_000; i++)
        {
            Assert.IsTrue(pipeline.Offer(new Line(i, Derived: i % 2 == 1)), "the producer goes on whatever the disk does");
        }

        Assert.IsTrue(gauge.Saturated);
        AssertAlternates(alarms, last: true);
        Assert.IsGreaterThanOrEqualTo(400 * Bytes, gauge.PendingBytes);
        gate.Open();
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));

        CollectionAssert.AreEqual(
            Enumerable.Range(0, 500).Select(static i => 2 * i).ToArray(),
            written.Where(static l => !l.Derived).Select(static l => l.Number).ToArray(),
            "every fact, once, in order");
        StageCounts append = pipeline.Report()["append"];
        Assert.AreEqual(1_000, append.In);
        Assert.AreEqual(500 - written.Count(static l => l.Derived), append.Dropped);
        Assert.AreEqual("soft-limit", append.DroppedByReason.Single().Key);
        Assert.IsGreaterThan(0, append.Dropped);
        Assert.IsTrue(append.Balanced);
        Assert.IsFalse(gauge.Saturated, "the alarm ends once the edge has drained");
        AssertAlternates(alarms, last: false);
        Assert.IsGreaterThanOrEqualTo(1, gauge.Saturations);
        Assert.AreEqual(0, gauge.PendingBytes);
        Assert.IsGreaterThanOrEqualTo(400 * Bytes, gauge.HighWaterBytes);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task BelowTheSoftLimit_DerivedLinesArriveToo()
    {
        using var gate = new Gate(open: true);
        List<Line> written = [];
        await using Pipeline<Line> pipeline = Build(gate, written, [], out JournalGauge gauge);
        for (int i = 0; i < 5; i++)
        {
            pipeline.Offer(new Line(i, Derived: true));
        }

        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        Assert.HasCount(5, written);
        Assert.AreEqual(0, gauge.Saturations);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task AlarmThatThrows_CostsNoFact()
    {
        using var gate = new Gate(open: false);
        List<Line> written = [];
        var b = new PipelineBuilder("journal");
        InlineNode<Line, Line> head = b.Head<Line, Line>("head", static line => line);
        var one = new Line[1];
        JournalGauge gauge = b.Journal(head, Single(one), Sink(b, gate, written), Options(static _ => throw new FormatException()));
        await using Pipeline<Line> pipeline = b.Build(head);
        pipeline.Start();
        for (int i = 0; i < 200; i++)
        {
            Assert.IsTrue(pipeline.Offer(new Line(i, Derived: false)));
        }

        Assert.IsTrue(gauge.Saturated);
        gate.Open();
        Assert.IsTrue(await pipeline.DrainAsync(Gate.Patience));
        Assert.HasCount(200, written);
    }

    [TestMethod]
    [Timeout(Limit)]
    public void AlarmsOfTwoThreads_AreToldInOrder_AndTheLastStateIsTold()
    {
        const int Lines = 300_000;
        List<bool> alarms = [];
        var gauge = new JournalGauge();
        var context = new PipelineContext("alarms", PipelineMode.Live, new PipelineOptions(), []);
        // Limits of one and two lines: the two threads raise and clear against each other all the time.
        var options = new JournalOptions<int> { Bytes = static _ => 1, SoftLimitBytes = 1, HardLimitBytes = 2, OnSaturation = alarms.Add };
        var queue = new JournalQueue<int>(new StageCounters("append"), context, options, gauge);
        var consumer = new Thread(() =>
        {
            while (!queue.IsDrained)
            {
                queue.TryTake(out _);
            }
        })
        { IsBackground = true };
        consumer.Start();
        for (int i = 0; i < Lines; i++)
        {
            queue.Offer(i);
        }

        queue.Complete();
        Assert.IsTrue(consumer.Join(Gate.Patience));
        Assert.IsFalse(gauge.Saturated);
        if (alarms.Count > 0)
        {
            AssertAlternates(alarms, last: false);
        }
    }

    private static void AssertAlternates(List<bool> alarms, bool last)
    {
        Assert.AreEqual(last, alarms[^1], "the observer knows the present state");
        for (int i = 0; i < alarms.Count; i++)
        {
            Assert.AreEqual(i % 2 == 0, alarms[i], $"alarm {i}");
        }
    }

    private static Pipeline<Line> Build(Gate gate, List<Line> written, List<bool> alarms, out JournalGauge gauge)
    {
        var b = new PipelineBuilder("journal");
        InlineNode<Line, Line> head = b.Head<Line, Line>("head", static line => line);
        gauge = b.Journal(head, Single(new Line[1]), Sink(b, gate, written), Options(alarms.Add));
        Pipeline<Line> pipeline = b.Build(head);
        pipeline.Start();
        return pipeline;
    }

    private static Many<Line, Line> Single(Line[] one) => line =>
    {
        one[0] = line;
        return one;
    };

    private static SinkNode<Line> Sink(PipelineBuilder b, Gate gate, List<Line> written) => b.Sink<Line>("append", line =>
    {
        gate.Pass();
        written.Add(line);
    });

    private static JournalOptions<Line> Options(Action<bool> alarm) => new()
    {
        Bytes = static _ => Bytes,
        Derived = static line => line.Derived,
        SoftLimitBytes = 50 * Bytes,
        HardLimitBytes = 100 * Bytes,
        OnSaturation = alarm,
    };

    private sealed record Line(int Number, bool Derived);
}
