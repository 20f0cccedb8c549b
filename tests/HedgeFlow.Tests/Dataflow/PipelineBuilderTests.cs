using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Dataflow;

[TestClass]
public sealed class PipelineBuilderTests
{
    private readonly PipelineBuilder _b = new("built");

    [TestMethod]
    public void UnlinkedOutput_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        AssertProblems(head, "the output of 'head' is not linked");
    }

    [TestMethod]
    public void StageThatNoEdgeLeadsTo_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        SinkNode<int> end = Sink("end");
        Sink("island");
        _b.Wait(head, end, 1);
        AssertProblems(head, "no edge leads to 'island'");
    }

    [TestMethod]
    public void TwoStagesWithOneName_AreRejected()
    {
        InlineNode<int, int> head = Head("same");
        SinkNode<int> end = Sink("same");
        _b.Wait(head, end, 1);
        AssertProblems(head, "the name 'same' is used by 2 stages");
    }

    [TestMethod]
    public void StageWithoutAName_IsRejected()
    {
        InlineNode<int, int> head = Head(" ");
        SinkNode<int> end = Sink("end");
        _b.Wait(head, end, 1);
        AssertProblems(head, "a stage has no name");
    }

    [TestMethod]
    public void SameMessageForTwoStages_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        SinkNode<int> one = Sink("one");
        SinkNode<int> two = Sink("two");
        _b.Wait(head, one, 1);
        _b.Wait(head, two, 1);
        AssertProblems(head, "ambiguous fan-out: 'head' hands the same message to 'one' and 'two'");
    }

    [TestMethod]
    public void PartsOfOneOutput_MayGoToSeveralEdges()
    {
        InlineNode<int, int> head = Head("head");
        var one = new int[1];
        _b.Latest(head, static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture), _b.Sink<string>("latest", static _ => { }));
        _b.Journal(head, _ => one, Sink("journal"), new() { Bytes = static _ => 1 });
        _b.Counted(head, _ => one, Sink("counted"));
        _b.Wait(head, Sink("wait"), 1);
        Assert.HasCount(5, _b.Build(head).StageCounters);
    }

    [TestMethod]
    public void FanIn_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        BlockNode<int, int> stage = _b.Stage<int>("stage", static _ => { });
        SinkNode<int> end = Sink("end");
        _b.Wait(head, stage, 1);
        _b.Wait(stage, end, 1);
        _b.Counted(head, static _ => default, end);
        AssertProblems(head, "fan-in: 'end' is fed by 'stage' and 'head'; completion would follow the first");
    }

    [TestMethod]
    public void Cycle_IsRejected_AndNamed()
    {
        InlineNode<int, int> head = Head("head");
        BlockNode<int, int> a = _b.Stage<int>("a", static _ => { });
        BlockNode<int, int> b = _b.Stage<int>("b", static _ => { });
        SinkNode<int> end = Sink("end");
        _b.Wait(head, end, 1);
        _b.Wait(a, b, 1);
        _b.Wait(b, a, 1);
        AssertProblems(head, "cycle: a → b → a");
    }

    [TestMethod]
    public void StageThatFeedsItself_IsACycle()
    {
        InlineNode<int, int> head = Head("head");
        BlockNode<int, int> a = _b.Stage<int>("a", static _ => { });
        _b.Wait(head, Sink("end"), 1);
        _b.Wait(a, a, 1);
        AssertProblems(head, "cycle: a → a");
    }

    [TestMethod]
    public void SecondHead_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        InlineNode<int, int> second = Head("second");
        _b.Wait(head, Sink("a"), 1);
        _b.Wait(second, Sink("b"), 1);
        AssertProblems(head, "'second' is a second head");
    }

    [TestMethod]
    public void HeadThatIsNone_IsRejected()
    {
        InlineNode<int, int> inline = _b.Inline<int, int>("inline", static i => i);
        _b.Wait(inline, Sink("end"), 1);
        AssertProblems(inline, "'inline' is not declared as a head", "no edge leads to 'inline'");
    }

    [TestMethod]
    public void EdgeIntoTheHead_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        _b.Inline(head, head);
        AssertProblems(head, "the head 'head' has an incoming edge from 'head'", "cycle: head → head");
    }

    [TestMethod]
    public void QueueBeforeAnInlineStage_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        InlineNode<int, int> inline = _b.Inline<int, int>("inline", static i => i);
        _b.Wait(head, inline, 1);
        _b.Wait(inline, Sink("end"), 1);
        AssertProblems(head, "'inline' runs inline but is fed by a Wait edge");
    }

    [TestMethod]
    public void PassingOnAcrossTypes_IsRejected()
    {
        InlineNode<int, string> head = _b.Head<int, string>("head", static _ => "", FaultPolicy.PassOn);
        _b.Wait(head, _b.Sink<string>("end", static _ => { }, FaultPolicy.Retry(1, FaultAction.PassOn)), 1);
        AssertProblems(
            head,
            "'head' cannot pass a faulted message on: its output is not its input",
            "'end' cannot pass a faulted message on: its output is not its input");
    }

    [TestMethod]
    public void SettingsThatMakeNoSense_AreRejected()
    {
        InlineNode<int, string> head = _b.Head<int, string>("head", static _ => "");
        var lane = new LaneOptions { Niceness = 20, PollInterval = TimeSpan.Zero };
        _b.Latest(head, static s => s, _b.Sink<string>("latest", static _ => { }), new() { ReplayCapacity = 0 });
        _b.Journal(head, static _ => default, Sink("journal"), new() { Bytes = static _ => 1, SoftLimitBytes = 2, HardLimitBytes = 1 });
        _b.Counted(head, static _ => default, Sink("counted"), new() { Capacity = 0, Lane = lane });
        AssertProblems(
            head,
            "the edge head → latest: the replay capacity is 0; it must be at least 1",
            "the edge head → journal: the soft limit must be above zero and not above the hard limit",
            "the edge head → counted: the capacity is 0; it must be at least 1",
            "the edge head → counted: niceness 20 is outside 0..19",
            "the edge head → counted: the poll interval must be above zero and not above the idle poll interval");
    }

    [TestMethod]
    public void CapacityBelowOne_IsRejected()
    {
        BlockNode<int, int> head = _b.QueuedHead<int, int>("head", 0, static i => i);
        _b.Wait(head, Sink("end"), 0);
        AssertProblems(head, "the queue of 'head' has capacity 0; it needs at least 1", "the edge head → end has capacity 0; it needs at least 1");
    }

    [TestMethod]
    public void StageOfAnotherPipeline_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        _b.Wait(head, Sink("end"), 1);
        var other = new PipelineBuilder("other");
        _b.Wait(head, other.Sink<int>("foreign", static _ => { }), 1);
        AssertProblems(head, "an edge to 'foreign' joins stages of different pipelines");
        PipelineBuildException thrown = Assert.ThrowsExactly<PipelineBuildException>(() => other.Build(head));
        CollectionAssert.Contains(thrown.Problems.ToArray(), "the head 'head' belongs to another pipeline");
    }

    [TestMethod]
    public void SecondRelease_IsRejected()
    {
        InlineNode<int, int> head = Head("head");
        _b.Wait(head, Sink("end"), 1);
        _b.Owned<string>(static _ => { });
        _b.Owned<string>(static _ => { });
        AssertProblems(head, "messages of type String have two releases");
    }

    [TestMethod]
    public void EveryProblem_IsInOneException()
    {
        InlineNode<int, int> head = Head("head");
        Sink("island");
        Sink("island");
        BlockNode<int, int> a = _b.Stage<int>("a", static _ => { });
        _b.Wait(a, a, 0);
        PipelineBuildException thrown = AssertProblems(
            head,
            "the name 'island' is used by 2 stages",
            "the output of 'head' is not linked",
            "no edge leads to 'island'",
            "no edge leads to 'island'",
            "the edge a → a has capacity 0; it needs at least 1",
            "cycle: a → a");
        StringAssert.StartsWith(thrown.Message, "pipeline 'built' cannot be built: ");
        foreach (string problem in thrown.Problems)
        {
            StringAssert.Contains(thrown.Message, problem);
        }
    }

    [TestMethod]
    public void SecondBuild_IsRefused()
    {
        InlineNode<int, int> head = Head("head");
        _b.Wait(head, Sink("end"), 1);
        _b.Build(head);
        Assert.ThrowsExactly<InvalidOperationException>(() => _b.Build(head));
    }

    private InlineNode<int, int> Head(string name) => _b.Head<int, int>(name, static i => i);

    private SinkNode<int> Sink(string name) => _b.Sink<int>(name, static _ => { });

    private PipelineBuildException AssertProblems(Inlet<int> head, params string[] expected)
    {
        PipelineBuildException thrown = Assert.ThrowsExactly<PipelineBuildException>(() => _b.Build(head));
        CollectionAssert.AreEqual(expected, thrown.Problems.ToArray(), string.Join('\n', thrown.Problems));
        return thrown;
    }
}
