using HedgeFlow.Domain;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Pipelines;
using HedgeFlow.Stages.Compare;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Services;

/// <summary>The compare program: compares the shadow log with the order logs while the executor does not.</summary>
internal sealed class CompareProgram : IStandInProgram
{
    /// <summary>Rows of the comparison log that are looked at for differences it has already.</summary>
    private const int LoggedRows = 5000;

    private const double DefaultInterval = 900;

    private readonly BookPaths _paths;
    private readonly StandInSurfaces _surfaces;
    private readonly SharedLog _lines;
    private readonly ServiceRun _run;
    private readonly CompareOptions _options;
    private readonly Action<string> _report;

    public CompareProgram(EngineSettings settings, Action<string> log, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _paths = settings.Paths;
        _surfaces = new StandInSurfaces(settings, log);
        _lines = new SharedLog(settings, log);
        _run = new ServiceRun(settings, ProcessHeartbeat.Compare, log);
        _report = report;
        Interval = settings.Environment.Interval("PIPELINE_COMPARE_INTERVAL", DefaultInterval);
        _options = ShadowWiring.Comparison(settings, Interval);
    }

    public double Interval { get; }

    public long Turns => _run.Turns;

    public Task<int> RunAsync(bool once, TimeProvider time, CancellationToken stop) => _run.RunAsync(
        ComparePipeline.Build(
            new StandInStages<CompareCycle> { Read = Read, Compute = cycle => cycle.Compare(_options), Publish = cycle => Publish(cycle.Run!) }, _run.Options),
        now => new CompareCycle(now),
        Interval,
        once,
        time,
        stop);

    public void Dispose() => _surfaces.Dispose();

    /// <summary>Fills a turn with the newest rows of the logs.</summary>
    public static void Read(CompareCycle cycle, BookPaths paths, CompareOptions options)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        cycle.Shadow = new JsonlTail(paths.JournalPath(JournalFiles.Shadow), rotated: true).Last(options.ShadowLimit);
        cycle.Orders = new JsonlTail(paths.JournalPath(JournalFiles.OrdersExecuted), rotated: true).Last(options.MaxRows);
        cycle.Metrics = new JsonlTail(paths.JournalPath(JournalFiles.OrderMetrics), rotated: true).Last(options.MaxRows);
        cycle.Logged = new JsonlTail(paths.JournalPath(JournalFiles.Compare), rotated: true).Last(LoggedRows);
    }

    /// <summary>The summary first: a log that takes no lines never keeps it back. False when it could not be written.</summary>
    public static bool Write(CompareRun run, StandInSurfaces surfaces, SharedLog lines)
    {
        ArgumentNullException.ThrowIfNull(run);
        bool written = surfaces.Publish(PipelineV6CompareSummaryState.Surface.With(run.Summary));
        lines.AppendAll(run.Rows);
        return written;
    }

    private bool Read(CompareCycle cycle)
    {
        if (!_surfaces.MayWrite(_surfaces.Read(PipelineV6CompareSummaryState.Surface.File), Interval, cycle.Now))
        {
            _report("the executor compares: nothing to do");
            _run.End(done: true);
            return false;
        }

        Read(cycle, _paths, _options);
        return true;
    }

    private void Publish(CompareRun run)
    {
        bool written = Write(run, _surfaces, _lines);
        _report(FormattableString.Invariant(
            $"{run.Diffs.Count} shadow decisions compared, {run.Summary.VetoMismatchPct:0.#} % differ{(written ? "" : "; the summary could not be written")}"));
        _run.End(written);
    }
}
