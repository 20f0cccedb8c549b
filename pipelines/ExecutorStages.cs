using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Pipelines;

/// <summary>The work of each stage of the executor's graph, ready to be wired. Each is called by one thread at a time.</summary>
public sealed record ExecutorStages
{
    /// <summary>Stages that do nothing: enough to build a graph that is only drawn.</summary>
    public static ExecutorStages Drawing { get; } = new()
    {
        ExchangeSnapshot = null!,
        Executor = null!,
        RouterMetric = static _ => { },
        Risk = static _ => { },
        Intel = static _ => { },
        Publish = static _ => { },
        Append = static _ => { },
        RowBytes = static _ => 0,
        RowIsDerived = static _ => false,
        Shadow = static _ => { },
        Frames = new FramePool(),
    };

    /// <summary>Whether the item may go on.</summary>
    public required ExchangeSnapshotStage ExchangeSnapshot { get; init; }

    public required ExecutorStage Executor { get; init; }

    public required Action<TickFrame> RouterMetric { get; init; }

    public required Action<TickFrame> Risk { get; init; }

    public required Action<TickFrame> Intel { get; init; }

    /// <summary>Builds the per-tick surfaces and gives everything that is due to the disk.</summary>
    public required Action<TickFrame> Publish { get; init; }

    /// <summary>Appends one line.</summary>
    public required Action<JournalRow> Append { get; init; }

    /// <summary>About how many bytes the line will have.</summary>
    public required Func<JournalRow, int> RowBytes { get; init; }

    /// <summary>True for lines that can be computed again from others.</summary>
    public required Func<JournalRow, bool> RowIsDerived { get; init; }

    public required Action<ShadowRequest> Shadow { get; init; }

    public required FramePool Frames { get; init; }
}
