using System.Text.Json.Nodes;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Makes an <c>error</c> event of what a stage has caught inside itself: one row per tick, with how often. On the stage's own thread,
/// so that a replay has the row with the same frame every time.
/// </summary>
/// <param name="stage">Name of the stage.</param>
/// <param name="faults">What it has caught so far.</param>
internal sealed class FaultRow(string stage, Func<long> faults)
{
    private long _told;

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        long total = faults();
        if (total > _told)
        {
            frame.Rows.Add(EventRows.Failure(stage, "step_fault", frame.Now, more: new JsonObject { ["count"] = total - _told }));
            _told = total;
        }
    }
}
