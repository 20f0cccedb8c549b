using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Sync;

/// <summary>
/// The local half of sync: decides from the files what becomes of <c>nav_state.json</c>. It computes no value of its own; an input
/// that is not whole counts as absent. Source: state contract, mirror rules.
/// </summary>
/// <param name="read">Content of a state file; null when there is none.</param>
public sealed class LocalMirror(Func<string, SurfaceContent?> read)
{
    /// <param name="now">Epoch seconds UTC.</param>
    public MirrorPlan Plan(double now)
    {
        var skipped = new List<SkippedInput>();
        JsonObject? nav = Input(NavState.Surface.File, required: true, skipped);
        JsonObject? risk = Input(RiskSnapshotState.Surface.File, required: true, skipped);
        JsonObject? previous = Input(NavStateState.Surface.File, required: false, skipped);
        if (nav is not null && !NavMirror.Accepts(nav, previous, now))
        {
            skipped.Add(new SkippedInput(NavState.Surface.File, SkippedInput.Rejected));
        }

        JsonObject? next = NavMirror.Next(nav, previous, risk, now);
        MirrorStep step = next is null ? MirrorStep.Unchanged : Coerce.Flag(next["last_known_good"]) ? MirrorStep.Marked : MirrorStep.Copied;
        return new MirrorPlan(step, next, IsoTime.Parse((next ?? previous)?["updated_ts"]), skipped);
    }

    private JsonObject? Input(string file, bool required, List<SkippedInput> skipped)
    {
        SurfaceContent? found = read(file);
        string? reason = found switch
        {
            null => required ? SkippedInput.Missing : null,
            { Valid: false } => SkippedInput.NotJson,
            { Root: not JsonObject } => SkippedInput.NotAnObject,
            { Root: JsonObject { Count: 0 } } => SkippedInput.Empty,
            _ => null,
        };
        if (reason is not null)
        {
            skipped.Add(new SkippedInput(file, reason));
        }

        return reason is null ? found?.Root as JsonObject : null;
    }
}
