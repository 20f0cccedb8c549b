using HedgeFlow.Dataflow;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Contracts;

/// <summary>A head, the edge under test, a sink behind a gate.</summary>
internal sealed class EdgeRig : IAsyncDisposable
{
    private readonly List<Note> _offered = [];

    public EdgeRig(
        PipelineMode mode,
        Action<PipelineBuilder, InlineNode<int, Note>, SinkNode<Note>> connect,
        bool open = true,
        FaultPolicy? policy = null,
        Action<Note>? process = null,
        CancellationToken stop = default)
    {
        Gate = new Gate(open);
        var b = new PipelineBuilder("edge", mode, new PipelineOptions { Stop = stop });
        b.Owned<Note>(static note => note.Release());
        InlineNode<int, Note> head = b.Head<int, Note>("head", Make);
        SinkNode<Note> sink = b.Sink<Note>(
            "sink",
            note =>
            {
                Gate.Pass();
                process?.Invoke(note);
                Received.Add([.. note.Values]);
            },
            policy);
        connect(b, head, sink);
        Pipeline = b.Build(head);
        Pipeline.Start();
    }

    public Gate Gate { get; }

    public Pipeline<int> Pipeline { get; }

    /// <summary>What the sink got, in order; to be read after completion.</summary>
    public List<int[]> Received { get; } = [];

    public IEnumerable<int> ReceivedValues => Received.SelectMany(static values => values);

    public void OfferAll(int from, int to)
    {
        for (int i = from; i <= to; i++)
        {
            Assert.IsTrue(Pipeline.Offer(i), $"offer {i} was declined");
        }
    }

    /// <summary>Every message is accounted for in every stage and was released exactly once.</summary>
    public void AssertAccounted()
    {
        PipelineReport report = Pipeline.Report();
        Assert.IsTrue(report.Ended, "the run has ended");
        Assert.IsTrue(report.Balanced, report.ToString());
        // The offer that a stop interrupts is counted as taken in, though its caller was told otherwise.
        Assert.IsTrue(report["head"].In - _offered.Count is 0 or 1, report.ToString());
        int wrong = _offered.FindIndex(static note => note.Releases != 1);
        Assert.AreEqual(-1, wrong, wrong < 0 ? "" : $"message {_offered[wrong].Value} was released {_offered[wrong].Releases} times");
    }

    public async ValueTask DisposeAsync()
    {
        Gate.Open();
        await Pipeline.DisposeAsync();
        Gate.Dispose();
    }

    private Note Make(int value)
    {
        var note = new Note(value);
        _offered.Add(note);
        return note;
    }
}
