using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// What the executor made of one feed item: at most one frame for telemetry, lines for the journal, intents for the shadow run.
/// One object, reused for every item: it is read on the same thread before the next item comes.
/// </summary>
public sealed class ExecutorStep : IDisposable
{
    /// <summary>The tick's frame; its owner from here on is whoever takes it off the edge. Null when the item was no snapshot.</summary>
    public TickFrame? Frame { get; set; }

    public PooledList<JournalRow> Rows { get; } = new();

    public PooledList<ShadowRequest> Shadow { get; } = new();

    public void Clear()
    {
        Frame = null;
        if (Rows.Count > 0)
        {
            Rows.Clear();
        }

        if (Shadow.Count > 0)
        {
            Shadow.Clear();
        }
    }

    public void Dispose()
    {
        Rows.Dispose();
        Shadow.Dispose();
    }
}
