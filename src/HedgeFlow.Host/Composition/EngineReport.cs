using HedgeFlow.Dataflow;
using HedgeFlow.Feed;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>The accounts of a finished run.</summary>
/// <param name="Feed">Lines and records read.</param>
/// <param name="Ticks">Snapshots offered.</param>
/// <param name="Facts">Other records offered.</param>
/// <param name="Executor">What the executor did.</param>
/// <param name="Pipeline">In, out, dropped and replaced per stage.</param>
/// <param name="Surfaces">Writes per state file.</param>
/// <param name="Journal">Lines per JSONL file.</param>
/// <param name="Elapsed">From the first read to the last byte.</param>
/// <param name="Complete">Everything was drained and flushed in time.</param>
internal sealed record EngineReport(
    FeedCounters Feed,
    long Ticks,
    long Facts,
    ExecutorCounters Executor,
    PipelineReport Pipeline,
    IReadOnlyList<SurfaceCounters> Surfaces,
    IReadOnlyList<JournalCounters> Journal,
    TimeSpan Elapsed,
    bool Complete);
