using System.Globalization;
using System.Text;

namespace HedgeFlow.Dataflow;

/// <summary>The accounts of a pipeline: what went into each stage and what became of it.</summary>
/// <param name="Pipeline">Name of the pipeline.</param>
/// <param name="Mode">Live or replay.</param>
/// <param name="Stages">One entry per stage, in the order of declaration.</param>
/// <param name="Ended">True when the run is over and the counts are final.</param>
/// <param name="Fault">The first root cause, or null.</param>
/// <param name="Stopped">True when the run was halted or cancelled before the queues were finished.</param>
public sealed record PipelineReport(
    string Pipeline,
    PipelineMode Mode,
    IReadOnlyList<StageCounts> Stages,
    bool Ended,
    Exception? Fault,
    bool Stopped)
{
    /// <summary>True when in = out + dropped + replaced holds for every stage.</summary>
    public bool Balanced => Stages.All(static s => s.Balanced);

    /// <summary>The counts of one stage.</summary>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public StageCounts this[string stage] =>
        Stages.FirstOrDefault(s => string.Equals(s.Stage, stage, StringComparison.Ordinal))
        ?? throw new ArgumentException($"the report has no stage '{stage}'", nameof(stage));

    /// <summary>A table for the terminal: counts, then the drops by reason.</summary>
    public override string ToString()
    {
        int width = Math.Max("stage".Length, Stages.Max(static s => s.Stage.Length));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"stage".PadRight(width)}  {"in",12} {"out",12} {"dropped",10} {"replaced",10} {"faulted",8} {"p99 µs",9}\n");
        foreach (StageCounts s in Stages)
        {
            text.Append(CultureInfo.InvariantCulture, $"{s.Stage.PadRight(width)}  {s.In,12} {s.Out,12} {s.Dropped,10} {s.Replaced,10} {s.Faulted,8} {s.Latency.P99 / 1000.0,9:0.0}");
            text.Append(s.Balanced ? "\n" : string.Create(CultureInfo.InvariantCulture, $"  {s.Depth} inside\n"));
        }

        foreach (StageCounts s in Stages)
        {
            foreach ((string reason, long count) in s.DroppedByReason)
            {
                text.Append(CultureInfo.InvariantCulture, $"{s.Stage.PadRight(width)}  dropped {count}: {reason}\n");
            }
        }

        return text.ToString();
    }
}
