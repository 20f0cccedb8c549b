using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Contracts;

/// <summary>What the engine promises for the code of any stage; inherited once per kind of stage.</summary>
public abstract class StageContract
{
    private const int Limit = 30_000;

    /// <summary>Declares the stage under test, named "stage", with this code, and returns the built pipeline.</summary>
    private protected abstract Pipeline<int> Build(PipelineOptions options, FaultPolicy policy, Func<int, CancellationToken, StageOutcome<int>> code);

    /// <summary>False for a stage at which messages end.</summary>
    private protected virtual bool HasOutput => true;

    private protected List<int> Passed { get; } = [];

    [TestMethod]
    [Timeout(Limit)]
    public async Task Values_CountAsOut()
    {
        PipelineReport report = await RunAsync(3, FaultPolicy.Halt, static (i, _) => StageOutcome<int>.Ok(i));
        Assert.AreEqual(3, report["stage"].In);
        Assert.AreEqual(3, report["stage"].Out);
        AssertPassed(1, 2, 3);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task NothingToSend_CountsAsOut_AndSendsNothing()
    {
        PipelineReport report = await RunAsync(3, FaultPolicy.Halt, static (i, _) => i == 2 ? StageOutcome<int>.Nothing : StageOutcome<int>.Ok(i));
        Assert.AreEqual(3, report["stage"].Out);
        AssertPassed(1, 3);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Drops_AreCountedByReason()
    {
        PipelineReport report = await RunAsync(
            5,
            FaultPolicy.Halt,
            static (i, _) => i % 2 == 0 ? StageOutcome<int>.Dropped("even") : i == 5 ? StageOutcome<int>.Dropped("five") : StageOutcome<int>.Ok(i));
        Assert.AreEqual(2, report["stage"].Out);
        Assert.AreEqual(3, report["stage"].Dropped);
        CollectionAssert.AreEqual(
            new KeyValuePair<string, long>[] { new("even", 2), new("five", 1) },
            report["stage"].DroppedByReason.ToArray());
        AssertPassed(1, 3);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Drop_GoesOnAfterAnException()
    {
        PipelineReport report = await RunAsync(3, FaultPolicy.Drop, static (i, _) => i == 2 ? throw new FormatException() : StageOutcome<int>.Ok(i));
        Assert.AreEqual(1, report["stage"].Faulted);
        Assert.AreEqual(1, report["stage"].Dropped);
        AssertPassed(1, 3);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task FaultedOutcome_IsTreatedLikeAnException()
    {
        PipelineReport report = await RunAsync(
            3,
            FaultPolicy.Drop,
            static (i, _) => i == 2 ? StageOutcome<int>.Faulted(new FormatException()) : StageOutcome<int>.Ok(i));
        Assert.AreEqual(1, report["stage"].Faulted);
        AssertPassed(1, 3);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Retry_ThatSucceeds_LosesNothing()
    {
        int tries = 0;
        PipelineReport report = await RunAsync(
            2,
            FaultPolicy.Retry(2),
            (i, _) => i == 1 && ++tries <= 2 ? throw new FormatException() : StageOutcome<int>.Ok(i));
        Assert.AreEqual(3, tries);
        Assert.AreEqual(2, report["stage"].Faulted, "every try counts");
        Assert.AreEqual(0, report["stage"].Dropped);
        AssertPassed(1, 2);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Retry_ThatNeverSucceeds_DropsInTheEnd()
    {
        int tries = 0;
        List<int> attempts = [];
        PipelineReport report = await RunAsync(
            2,
            FaultPolicy.Retry(2),
            (i, _) =>
            {
                if (i == 1)
                {
                    tries++;
                    throw new FormatException();
                }

                return StageOutcome<int>.Ok(i);
            },
            fault => attempts.Add(fault.Attempt));
        Assert.AreEqual(3, tries);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, attempts);
        Assert.AreEqual(1, report["stage"].Dropped);
        AssertPassed(2);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task CancellationThatNobodyAskedFor_IsAFault()
    {
        PipelineReport report = await RunAsync(
            3,
            FaultPolicy.Drop,
            static (i, _) => i == 2 ? throw new TaskCanceledException("a client timed out") : StageOutcome<int>.Ok(i));
        Assert.AreEqual(1, report["stage"].Faulted);
        Assert.AreEqual(1, report["stage"].Dropped);
        AssertPassed(1, 3);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task CancellationByThePipeline_IsNoFault()
    {
        using var stop = new CancellationTokenSource();
        await using Pipeline<int> pipeline = Build(
            new PipelineOptions { Stop = stop.Token },
            FaultPolicy.Halt,
            (i, _) =>
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            });
        pipeline.Start();
        await pipeline.OfferAsync(1);
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => pipeline.Completion);
        PipelineReport report = pipeline.Report();
        Assert.IsTrue(report.Balanced, report.ToString());
        Assert.AreEqual(0, report["stage"].Faulted);
        Assert.AreEqual(new KeyValuePair<string, long>("cancelled", 1), report["stage"].DroppedByReason.Single());
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Halt_EndsWithTheFirstRootCause_AndDeclines()
    {
        var first = new FormatException("first");
        await using Pipeline<int> pipeline = Build(
            new PipelineOptions(),
            FaultPolicy.Halt,
            (_, _) => throw new AggregateException(first));
        pipeline.Start();
        await pipeline.OfferAsync(1);
        Assert.AreSame(first, await Assert.ThrowsExactlyAsync<FormatException>(() => pipeline.Completion));
        Assert.IsFalse(await pipeline.OfferAsync(2));
        pipeline.Fault(new InvalidOperationException("second"));
        Assert.AreSame(first, pipeline.FirstFault);
        Assert.IsTrue(pipeline.Report().Balanced, pipeline.Report().ToString());
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task FaultFromOutside_DropsWhatIsInside()
    {
        using var gate = new Gate(open: false);
        await using Pipeline<int> pipeline = Build(
            new PipelineOptions(),
            FaultPolicy.Halt,
            (i, _) =>
            {
                gate.Pass();
                return StageOutcome<int>.Ok(i);
            });
        pipeline.Start();
        Task<bool> offer = Task.Run(() => pipeline.OfferAsync(1).AsTask());
        gate.WaitUntilReached();
        var cause = new FormatException("outside");
        pipeline.Fault(cause);
        gate.Open();
        Assert.IsTrue(await offer);
        Assert.AreSame(cause, await Assert.ThrowsExactlyAsync<FormatException>(() => pipeline.Completion));
        Assert.IsTrue(pipeline.Report().Balanced, pipeline.Report().ToString());
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task ObserverOfFaults_ThatThrows_ChangesNothing()
    {
        PipelineReport report = await RunAsync(
            3,
            FaultPolicy.Drop,
            static (i, _) => i == 2 ? throw new FormatException() : StageOutcome<int>.Ok(i),
            static _ => throw new InvalidOperationException("observer"));
        Assert.AreEqual(1, report["stage"].Faulted);
        AssertPassed(1, 3);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Latency_IsMeasuredOncePerMessage()
    {
        PipelineReport report = await RunAsync(3, FaultPolicy.Drop, static (i, _) => i == 2 ? throw new FormatException() : StageOutcome<int>.Ok(i));
        Assert.AreEqual(3, report["stage"].Latency.Count);
        Assert.IsGreaterThan(0, report["stage"].Latency.Max);
    }

    [TestMethod]
    [Timeout(Limit)]
    public async Task Messages_AreTakenOneAtATime_InOrder()
    {
        int inside = 0;
        bool overlapped = false;
        List<int> order = [];
        await RunAsync(
            500,
            FaultPolicy.Halt,
            (i, _) =>
            {
                overlapped |= Interlocked.Increment(ref inside) != 1;
                order.Add(i);
                Interlocked.Decrement(ref inside);
                return StageOutcome<int>.Ok(i);
            });
        Assert.IsFalse(overlapped);
        CollectionAssert.AreEqual(Enumerable.Range(1, 500).ToArray(), order);
    }

    private async Task<PipelineReport> RunAsync(
        int messages,
        FaultPolicy policy,
        Func<int, CancellationToken, StageOutcome<int>> code,
        Action<StageFault>? onFault = null)
    {
        await using Pipeline<int> pipeline = Build(new PipelineOptions { OnFault = onFault }, policy, code);
        pipeline.Start();
        for (int i = 1; i <= messages; i++)
        {
            Assert.IsTrue(await pipeline.OfferAsync(i));
        }

        pipeline.Complete();
        await pipeline.Completion;
        PipelineReport report = pipeline.Report();
        Assert.IsTrue(report.Balanced, report.ToString());
        return report;
    }

    private void AssertPassed(params int[] expected)
    {
        if (HasOutput)
        {
            CollectionAssert.AreEqual(expected, Passed);
        }
    }
}
