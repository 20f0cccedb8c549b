using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;

namespace HedgeFlow.Stages.Sync;

/// <summary>
/// The local half of one sync cycle: the mirror, its accounts, the heartbeat. It never waits for the remote half and never
/// throws. One thread. Source: services contract, sync loop.
/// </summary>
/// <param name="mirror">Decides.</param>
/// <param name="write">Replaces <c>nav_state.json</c>; false when the old one is still there.</param>
/// <param name="health">Shared with the remote half.</param>
/// <param name="heartbeat">The program's line, once a minute.</param>
/// <param name="log">Gets one line per failure and per change of what is wrong with the inputs.</param>
public sealed class SyncStage(
    LocalMirror mirror, Func<JsonObject, bool> write, SyncHealth health, ProcessHeartbeat heartbeat, Action<string> log)
{
    private const string WriteFailed = "write_failed";
    private const string Faulted = "fault";

    private string _skipped = "";

    public SyncCounters Counters { get; } = new();

    /// <summary>Time that the mirror carries, epoch seconds; null without one.</summary>
    public double? SourceTs { get; private set; }

    public SyncCycle Process(SyncCycle cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        cycle.Local = Mirror(cycle.Now);
        if (heartbeat.Next(cycle.Now, Lag(cycle.Now), null, health.Degraded ? "degraded" : null, health.Error) is { } line)
        {
            cycle.Beat(line);
        }

        return cycle;
    }

    private MirrorStep Mirror(double now)
    {
        MirrorStep step = MirrorStep.Failed;
        IReadOnlyList<SkippedInput> skipped = [];
        string? error;
        try
        {
            MirrorPlan plan = mirror.Plan(now);
            skipped = plan.Skipped;
            bool written = plan.Document is null || write(plan.Document);
            (step, error) = written ? (plan.Step, null) : (MirrorStep.Failed, WriteFailed);
            SourceTs = written ? plan.SourceTs : SourceTs;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            error = Faulted;
            log($"error: mirror: {Redactor.Exception(e)}");
        }

        Counters.Add(step, skipped);
        health.NoteLocal(error, now);
        Tell(skipped, step);
        return step;
    }

    /// <summary>Says once what is wrong with the inputs, and once that it is over.</summary>
    private void Tell(IReadOnlyList<SkippedInput> skipped, MirrorStep step)
    {
        string text = string.Join(", ", skipped);
        if (text != _skipped)
        {
            log(text.Length == 0 ? "mirror: all inputs are whole again" : $"warning: mirror: {text}{(step == MirrorStep.Marked ? "; the last good copy stays" : "")}");
            _skipped = text;
        }
    }

    private double Lag(double now) => SourceTs is { } time ? now - time : double.NaN;
}
