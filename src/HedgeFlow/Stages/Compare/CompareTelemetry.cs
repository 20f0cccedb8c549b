using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Shadow;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Compare;

/// <summary>
/// Compares the shadow decisions with the orders at its interval, the first time at once, from windows that grow with the frames.
/// Part of the publish stage, behind <see cref="ShadowTelemetry"/>; one thread. Source: services contract, compare.
/// </summary>
public sealed class CompareTelemetry
{
    private readonly CompareOptions _options;
    private readonly ShadowLog _shadow;
    private readonly LiveOrders _live;
    private readonly CompareLog _log = new();
    private readonly DueTimer _timer;

    public CompareTelemetry(ShadowLog shadow, CompareOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _shadow = shadow;
        _options = options;
        _live = new LiveOrders(options.MaxRows);
        _timer = new DueTimer(options.IntervalSeconds);
    }

    /// <summary>Rows of an earlier run, oldest first, before the first frame.</summary>
    public void Seed(IEnumerable<JsonObject> orders, IEnumerable<JsonObject> metrics, IEnumerable<JsonObject> compared)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (JsonObject row in orders)
        {
            _live.Add(row);
        }

        foreach (JsonObject row in metrics)
        {
            _live.AddMetric(row);
        }

        _log.Seed(compared);
    }

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        foreach (OrderFact fact in frame.Facts)
        {
            _live.Add(fact);
        }

        if (!_timer.IsDue(frame.Now))
        {
            return;
        }

        IReadOnlyList<JsonObject> rows = _shadow.Newest(_options.ShadowLimit);
        if (rows.Count > 0 && IsoTime.Parse(rows[0]["timestamp"]) is { } oldest)
        {
            _live.ForgetBefore(oldest - ShadowPairing.WindowSeconds);
        }

        var run = CompareRun.Of(rows, _live, _log, _options.MinSampleSize, frame.Now);
        frame.Surfaces.Add(PipelineV6CompareSummaryState.Surface.With(run.Summary));
        frame.Rows.AddRange(run.Rows);
        _timer.Mark(frame.Now);
    }
}
