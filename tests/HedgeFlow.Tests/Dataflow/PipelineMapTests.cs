using HedgeFlow.Dataflow;

namespace HedgeFlow.Tests.Dataflow;

/// <summary>The pictures, character by character: people read them.</summary>
[TestClass]
public sealed class PipelineMapTests
{
    [TestMethod]
    public void Text_OfTheLiveExecutor() => AssertText(
        """
        executor · live

          offer ─▶ exchange-snapshot ─▶ executor
                                            ║
           ╔════════════════════════════════╝
           ╠═ latest · 1, merges ════════════════▶ router-metric ─16▶ risk ─16▶ intel ─16▶ publish
           ╠═ journal · 8 MiB soft, 64 MiB hard ═▶ append
           ╚═ counted · 1024, drops ═════════════▶ shadow

          ─▶    a call on the offering thread
          ─n▶   a queue of n places that waits
          ═▶    leaves for a thread of its own, nice 10

        """,
        Executor(PipelineMode.Live).ToText());

    [TestMethod]
    public void Text_OfTheReplay() => AssertText(
        """
        executor · replay

          offer ─▶ exchange-snapshot ─▶ executor
                                            ║
           ╔════════════════════════════════╝
           ╠═ latest · 64, waits ═════▶ router-metric ─16▶ risk ─16▶ intel ─16▶ publish
           ╠═ journal · 8 MiB, waits ═▶ append
           ╚═ counted · 1024, waits ══▶ shadow

          ─▶    a call on the offering thread
          ─n▶   a queue of n places that waits
          ═▶    leaves for a thread of its own

        """,
        Executor(PipelineMode.Replay).ToText());

    [TestMethod]
    public void Text_OfAQueuedChain_WrapsAtTheWidth() => AssertText(
        """
        sync · live

          offer ─4▶ read-the-state-folder ─8▶ clean-and-dedupe ─8▶ keep-the-last-known-good
                    └─8▶ build-the-surfaces ─8▶ write-the-local-copy ─8▶ encode-documents ─2▶ commit

          ─n▶   a queue of n places that waits

        """,
        Long().ToText());

    [TestMethod]
    public void Text_OfSeveralBranchingStages() => AssertText(
        """
        two · live

          offer ─▶ first ─▶ second

           first
           ╚═ counted · 8, drops ═▶ audit

           second
           ╚═ wait · 4 ═▶ end

          ─▶    a call on the offering thread
          ═▶    leaves for a thread of its own, nice 5 or 10

        """,
        Two().ToText());

    [TestMethod]
    public void Mermaid_OfTheLiveExecutor() => AssertText(
        """
        flowchart LR
            offer([offer]) --> s0
            subgraph offering [on the offering thread]
                s0["exchange-snapshot"]
                s1["executor"]
            end
            s2["router-metric"]
            s3["append"]
            s4["shadow"]
            s5["risk"]
            s6["intel"]
            s7["publish"]
            s0 --> s1
            s1 ==>|"latest: 1, merges"| s2
            s1 ==>|"journal: 8 MiB soft, 64 MiB hard"| s3
            s1 ==>|"counted: 1024, drops"| s4
            s2 -->|"wait: 16"| s5
            s5 -->|"wait: 16"| s6
            s6 -->|"wait: 16"| s7

        """,
        Executor(PipelineMode.Live).ToMermaid());

    [TestMethod]
    public void SameGraph_GivesTheSamePicture() =>
        Assert.AreEqual(Executor(PipelineMode.Live).ToText() + Executor(PipelineMode.Live).ToMermaid(), Executor(PipelineMode.Live).ToText() + Executor(PipelineMode.Live).ToMermaid());

    private static void AssertText(string expected, string actual)
    {
        Assert.IsTrue(actual.Split('\n').All(static line => line.Length <= 100), actual);
        Assert.AreEqual(expected, actual, "\n" + actual);
    }

    private static PipelineMap Executor(PipelineMode mode)
    {
        var b = new PipelineBuilder("executor", mode);
        InlineNode<int, int> snapshot = b.Head<int, int>("exchange-snapshot", static i => i);
        InlineNode<int, string> executor = b.Inline<int, string>("executor", static _ => "");
        BlockNode<string, string> router = b.Stage<string>("router-metric", static _ => { });
        BlockNode<string, string> risk = b.Stage<string>("risk", static _ => { });
        BlockNode<string, string> intel = b.Stage<string>("intel", static _ => { });
        SinkNode<string> publish = b.Sink<string>("publish", static _ => { });
        b.Inline(snapshot, executor);
        b.Latest(executor, static s => s, router, new() { Merge = static (_, _) => { } });
        b.Journal(executor, static _ => default, b.Sink<int>("append", static _ => { }), new() { Bytes = static _ => 1 });
        b.Counted(executor, static _ => default, b.Sink<int>("shadow", static _ => { }));
        b.Wait(router, risk, 16);
        b.Wait(risk, intel, 16);
        b.Wait(intel, publish, 16);
        return b.Build(snapshot).Map;
    }

    private static PipelineMap Long()
    {
        var b = new PipelineBuilder("sync");
        BlockNode<int, int> head = b.QueuedHead<int, int>("read-the-state-folder", 4, static i => i);
        BlockNode<int, int> last = head;
        foreach (string name in new[] { "clean-and-dedupe", "keep-the-last-known-good", "build-the-surfaces", "write-the-local-copy", "encode-documents" })
        {
            BlockNode<int, int> next = b.Stage<int>(name, static _ => { });
            b.Wait(last, next, 8);
            last = next;
        }

        b.Wait(last, b.Sink<int>("commit", static _ => { }), 2);
        return b.Build(head).Map;
    }

    private static PipelineMap Two()
    {
        var b = new PipelineBuilder("two", PipelineMode.Live);
        InlineNode<int, int> first = b.Head<int, int>("first", static i => i);
        InlineNode<int, int> second = b.Inline<int, int>("second", static i => i);
        b.Inline(first, second);
        b.Counted(first, static _ => default, b.Sink<int>("audit", static _ => { }), new() { Capacity = 8, Lane = new() { Niceness = 5 } });
        b.Wait(second, b.Sink<int>("end", static _ => { }), 4);
        return b.Build(first).Map;
    }
}
