using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.Pipelines;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Shadow;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Services;

/// <summary>The shadow-heartbeat program: rebuilds the shadow head from its log while the executor does not.</summary>
internal sealed class ShadowHeartbeatProgram : IStandInProgram
{
    private const double DefaultInterval = 600;

    private readonly StandInSurfaces _surfaces;
    private readonly ServiceRun _run;
    private readonly JsonlTail _log;
    private readonly int _window;
    private readonly Action<string> _report;

    public ShadowHeartbeatProgram(EngineSettings settings, Action<string> log, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _surfaces = new StandInSurfaces(settings, log);
        _run = new ServiceRun(settings, ProcessHeartbeat.ShadowHeartbeat, log);
        _log = new JsonlTail(settings.Paths.JournalPath(JournalFiles.Shadow), rotated: true);
        _window = Math.Max(1, settings.Environment.Count("PIPELINE_V6_SHADOW_RECENT", ShadowOptions.Default.Window));
        _report = report;
        Interval = settings.Environment.Interval("PIPELINE_SHADOW_HEARTBEAT_INTERVAL", DefaultInterval);
    }

    public double Interval { get; }

    public long Turns => _run.Turns;

    public Task<int> RunAsync(bool once, TimeProvider time, CancellationToken stop) => _run.RunAsync(
        ShadowHeartbeatPipeline.Build(new StandInStages<HeadCycle> { Read = Read, Compute = cycle => cycle.Summarise(), Publish = Publish }, _run.Options),
        now => new HeadCycle(now),
        Interval,
        once,
        time,
        stop);

    public void Dispose() => _surfaces.Dispose();

    private bool Read(HeadCycle cycle)
    {
        SurfaceContent? present = _surfaces.Read(PipelineV6ShadowHeadState.Surface.File);
        if (!_surfaces.MayWrite(present, Interval, cycle.Now))
        {
            _report("the executor writes the shadow head: nothing to do");
            _run.End(done: true);
            return false;
        }

        cycle.Rows = _log.Last(_window);
        cycle.LastKnown = (present?.Root as JsonObject)?["last_decision"] as JsonObject;
        return true;
    }

    private void Publish(HeadCycle cycle)
    {
        PipelineV6ShadowHeadState head = cycle.Head!;
        bool written = _surfaces.Publish(PipelineV6ShadowHeadState.Surface.With(head));
        _report($"{head.Total} shadow decisions: {head.Allowed} allowed, {head.Vetoed} vetoed{(written ? "" : "; the head could not be written")}");
        _run.End(written);
    }
}
